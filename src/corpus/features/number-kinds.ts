// Kinds of numbers in files of arrays, as they lie in bytes.

export interface NumberKind {
  readonly bytes: number;
  /** Whether every value is exact as a Float32. */
  readonly single: boolean;
  read(view: DataView, at: number, little: boolean): number;
}

/** Five bits of exponent and ten of fraction (IEEE 754 binary16). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const scratch = new DataView(new ArrayBuffer(4));
/** The upper half of a Float32. */
function brain(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/** By the letters of NumPy: kind and bytes; `bf2` is bfloat16. */
export const numberKinds: ReadonlyMap<string, NumberKind> = new Map<string, NumberKind>([
  ['f8', { bytes: 8, single: false, read: (view, at, little) => view.getFloat64(at, little) }],
  ['f4', { bytes: 4, single: true, read: (view, at, little) => view.getFloat32(at, little) }],
  ['f2', { bytes: 2, single: true, read: (view, at, little) => half(view.getUint16(at, little)) }],
  ['bf2', { bytes: 2, single: true, read: (view, at, little) => brain(view.getUint16(at, little)) }],
  ['i1', { bytes: 1, single: true, read: (view, at) => view.getInt8(at) }],
  ['u1', { bytes: 1, single: true, read: (view, at) => view.getUint8(at) }],
  ['b1', { bytes: 1, single: true, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
  ['i2', { bytes: 2, single: true, read: (view, at, little) => view.getInt16(at, little) }],
  ['u2', { bytes: 2, single: true, read: (view, at, little) => view.getUint16(at, little) }],
  ['i4', { bytes: 4, single: false, read: (view, at, little) => view.getInt32(at, little) }],
  ['u4', { bytes: 4, single: false, read: (view, at, little) => view.getUint32(at, little) }],
  // Beyond 2^53 the nearest number that there is.
  ['i8', { bytes: 8, single: false, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
  ['u8', { bytes: 8, single: false, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
]);
