// Numbers as files hold them: little-endian, of any of the usual kinds.
import { visible } from '../../text/visible.ts';

export interface NumberTable {
  readonly rows: number;
  /** 1 for a list of numbers. */
  readonly columns: number;
  /** Row after row. */
  readonly values: Float32Array | Float64Array;
}

/** What is wrong with a file of numbers, in words that follow its name. */
export class BadNumbers extends Error {}

/** Little-endian numbers of a kind as Float32 where that holds them, else as Float64. */
export function numbersOf(bytes: Buffer, kind: string, count: number): Float32Array | Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fill = (out: Float32Array | Float64Array, size: number, at: (from: number) => number) => {
    for (let i = 0; i < count; i++) out[i] = at(i * size);
    return out;
  };
  const single = (): Float32Array => new Float32Array(count);
  const double = (): Float64Array => new Float64Array(count);
  switch (kind) {
    case 'f8':
      return fill(double(), 8, (from) => view.getFloat64(from, true));
    case 'f4':
      return fill(single(), 4, (from) => view.getFloat32(from, true));
    case 'f2':
      return fill(single(), 2, (from) => halfFloat(view.getUint16(from, true)));
    case 'bf2':
      return fill(single(), 2, (from) => brainFloat(view.getUint16(from, true)));
    case 'i8':
      return fill(double(), 8, (from) => Number(view.getBigInt64(from, true)));
    case 'u8':
      return fill(double(), 8, (from) => Number(view.getBigUint64(from, true)));
    case 'i4':
      return fill(double(), 4, (from) => view.getInt32(from, true));
    case 'u4':
      return fill(double(), 4, (from) => view.getUint32(from, true));
    case 'i2':
      return fill(single(), 2, (from) => view.getInt16(from, true));
    case 'u2':
      return fill(single(), 2, (from) => view.getUint16(from, true));
    case 'i1':
      return fill(single(), 1, (from) => view.getInt8(from));
    case 'u1':
    case 'b1':
      return fill(single(), 1, (from) => view.getUint8(from));
    default:
      throw new BadNumbers(`has numbers of a kind that is not read here (${visible(kind, 20)})`);
  }
}

/** Bytes of one number: the last digit of its kind. */
export const sizeOf = (kind: string): number => Number(kind.at(-1));

function halfFloat(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const value =
    exponent === 31
      ? fraction === 0
        ? Infinity
        : NaN
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -value : value;
}

const word = new DataView(new ArrayBuffer(4));
function brainFloat(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
