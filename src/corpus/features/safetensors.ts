// The safetensors format: a header in JSON that says where each tensor lies, and their numbers.
import { z } from 'zod';
import { visible } from '../../text/visible.ts';
import { BadNumbers, numbersOf, sizeOf, type NumberTable } from './numbers.ts';

/** As the format's own reader has it. */
const longestHeader = 100_000_000;

const kinds: ReadonlyMap<string, string> = new Map([
  ['F64', 'f8'],
  ['F32', 'f4'],
  ['F16', 'f2'],
  ['BF16', 'bf2'],
  ['I64', 'i8'],
  ['I32', 'i4'],
  ['I16', 'i2'],
  ['I8', 'i1'],
  ['U64', 'u8'],
  ['U32', 'u4'],
  ['U16', 'u2'],
  ['U8', 'u1'],
  ['BOOL', 'u1'],
]);
const count = z.int().nonnegative();
const tensor = z.strictObject({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});

/** The tensor of that name, or the only one. */
export function parseSafetensors(file: Buffer, name?: string): NumberTable {
  const length = file.length < 8 ? NaN : Number(file.readBigUInt64LE(0));
  if (!(length <= longestHeader && 8 + length <= file.length))
    throw new BadNumbers('has a header that is cut off');
  let header: unknown;
  try {
    header = JSON.parse(file.toString('utf8', 8, 8 + length));
  } catch {
    throw new BadNumbers('has a header that is no JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw new BadNumbers('has a header that is no object');
  const tensors = new Map(Object.entries(header).filter(([key]) => key !== '__metadata__'));
  const wanted = name ?? (tensors.size === 1 ? [...tensors.keys()][0] : undefined);
  if (wanted === undefined || !tensors.has(wanted))
    throw new BadNumbers(
      `holds ${
        [...tensors.keys()]
          .slice(0, 5)
          .map((key) => visible(key, 40))
          .join(', ') || 'nothing'
      }: say which tensor is meant`,
    );
  const said = tensor.safeParse(tensors.get(wanted));
  const kind = said.success ? kinds.get(said.data.dtype) : undefined;
  if (!said.success || kind === undefined || said.data.shape.length > 2 || said.data.shape.length === 0)
    throw new BadNumbers(
      `has a tensor ${visible(wanted, 40)} that is not of numbers in one or two dimensions`,
    );
  const [rows, columns = 1] = said.data.shape;
  const [from, to] = said.data.data_offsets;
  const all = rows * columns;
  if (to - from !== all * sizeOf(kind) || 8 + length + to > file.length)
    throw new BadNumbers(`says that ${visible(wanted, 40)} lies where it cannot`);
  return { rows, columns, values: numbersOf(file.subarray(8 + length + from, 8 + length + to), kind, all) };
}
