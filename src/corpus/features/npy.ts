// Arrays as NumPy saves them: .npy, format versions 1 to 3 (numpy.lib.format). Read when they hold plain numbers; nothing in
// them is ever evaluated, and pickled objects are refused.
import type { FileHandle } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { sizeOf, wrongKind, type FeatureTable } from './feature-table.ts';
import { numberKinds } from './number-kinds.ts';
import { fill, readArray, type ArrayPlace } from './read-array.ts';

export const npyMagic = '\x93NUMPY';

/** NumPy itself writes 118 bytes; the longest header that a plain array could have is far below. */
const longestHeader = 2 ** 16;

export async function readNpy(path: string, file: FileHandle, bytes: number): Promise<FeatureTable> {
  return readArray(path, file, await placeOf(path, file, bytes));
}

async function placeOf(path: string, file: FileHandle, bytes: number): Promise<ArrayPlace> {
  const first = Buffer.alloc(12);
  if (bytes < first.length) throw broken(path, 'is too short to be a NumPy array');
  await fill(path, file, first, 0);
  const major = first[6];
  if (major < 1 || major > 3) throw broken(path, `is a NumPy array of the unknown version ${major}`);
  const length = major === 1 ? first.readUInt16LE(8) : first.readUInt32LE(8);
  const begin = major === 1 ? 10 : 12;
  if (length > longestHeader)
    throw broken(path, `has a header of ${length} bytes, more than ${longestHeader}`);
  if (begin + length > bytes) throw broken(path, 'breaks off within its header');
  const header = Buffer.alloc(length);
  await fill(path, file, header, begin);
  const { descr, byColumn, shape } = parseHeader(path, header.toString('latin1'));
  const kind = numberKinds.get(descr.slice(1));
  if (!kind || !'<>|='.includes(descr[0]) || descr === '|O')
    throw wrongKind(
      path,
      `holds values of the kind ${visible(descr, 40)}`,
      'Save plain numbers: array.astype("float32"), or "int64" for labels.',
    );
  const { rows, columns } = sizeOf(path, shape);
  const start = begin + length;
  const needed = rows * columns * kind.bytes;
  if (bytes - start !== needed)
    throw new UsageError(
      bytes - start < needed ? 'truncated' : 'wrong-kind',
      `${visible(path, 200)} says that it holds ${needed} bytes of numbers and has ${bytes - start}`,
      'Write or fetch the file again.',
    );
  return { kind, little: descr[0] !== '>', byColumn, rows, columns, start };
}

/** The three entries of the dictionary, whatever their order; it is text to look at, not a program. */
function parseHeader(
  path: string,
  header: string,
): { descr: string; byColumn: boolean; shape: readonly number[] } {
  const descr = /'descr': {0,4}'([^']{1,40})'/.exec(header)?.[1];
  const order = /'fortran_order': {0,4}(True|False)/.exec(header)?.[1];
  const shape = /'shape': {0,4}\(([0-9, L]{0,200})\)/.exec(header)?.[1];
  if (/'descr': {0,4}\[/.test(header))
    throw wrongKind(path, 'holds records with named fields', 'Save one plain array of numbers.');
  if (descr === undefined || order === undefined || shape === undefined)
    throw broken(path, 'has a header that NumPy does not write');
  const sizes = shape
    .split(',')
    .map((size) => size.replace('L', '').trim())
    .filter((size) => size !== '');
  if (sizes.some((size) => !/^\d{1,16}$/.test(size))) throw broken(path, 'has a shape that no array has');
  return { descr, byColumn: order === 'True', shape: sizes.map(Number) };
}

const broken = (path: string, what: string): UsageError =>
  wrongKind(path, what, 'Save it anew with numpy.save.');

/** The bytes of a .npy file of one number for each row, or of rows of `columns` numbers. */
export function npyBytes(values: Float32Array | Float64Array, columns?: number): Uint8Array[] {
  const descr = values instanceof Float64Array ? '<f8' : '<f4';
  const shape = columns === undefined ? `(${values.length},)` : `(${values.length / columns}, ${columns})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  // With the ten bytes before it a multiple of 64, so that the numbers can be mapped into memory.
  const padded = text.padEnd(64 * Math.ceil((10 + text.length + 1) / 64) - 11) + '\n';
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(padded.length, 8);
  return [
    head,
    Buffer.from(padded, 'latin1'),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ];
}
