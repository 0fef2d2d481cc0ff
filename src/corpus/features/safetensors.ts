// Tensors as safetensors has them: the length of a header, the header in JSON, then the bytes of all tensors, without gaps and
// without overlaps. Anything else is refused, as the format demands.
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { sizeOf, wrongKind, type FeatureTable } from './feature-table.ts';
import { numberKinds } from './number-kinds.ts';
import { fill, readArray } from './read-array.ts';

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
  ['BOOL', 'b1'],
]);

/** A header of thousands of tensors is about a hundred bytes for each of them. */
const longestHeader = 16 * 2 ** 20;

const whole = z.int().nonnegative();
const tensor = z.strictObject({
  dtype: z.string().max(20),
  shape: z.array(whole).max(32),
  data_offsets: z.tuple([whole, whole]),
});

interface Tensor extends z.infer<typeof tensor> {
  readonly name: string;
}

/** `name`: the tensor to read; without one, the only one there is. */
export async function readSafetensors(
  path: string,
  file: FileHandle,
  bytes: number,
  name?: string,
): Promise<FeatureTable> {
  const first = Buffer.alloc(8);
  if (bytes < 8) throw broken(path, 'is too short to hold tensors');
  await fill(path, file, first, 0);
  const length = Number(first.readBigUInt64LE());
  if (length > longestHeader || 8 + length > bytes)
    throw broken(path, `says that its header has ${length} bytes, which it has not or which is too long`);
  const text = Buffer.alloc(length);
  await fill(path, file, text, 8);
  const tensors = parseHeader(path, text.toString('utf8'));
  checkOffsets(path, tensors, bytes - 8 - length);
  const { dtype, shape, data_offsets } = chosen(path, tensors, name);
  const kind = numberKinds.get(kinds.get(dtype) ?? '');
  if (!kind)
    throw wrongKind(path, `holds numbers of the kind ${visible(dtype, 20)}`, 'Save them as F32 or F64.');
  const { rows, columns } = sizeOf(path, shape);
  if (rows * columns * kind.bytes !== data_offsets[1] - data_offsets[0])
    throw broken(path, 'gives a tensor more or fewer bytes than its shape needs');
  return readArray(path, file, {
    kind,
    little: true,
    byColumn: false,
    rows,
    columns,
    start: 8 + length + data_offsets[0],
  });
}

function parseHeader(path: string, text: string): Tensor[] {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw broken(path, 'has a header that is no JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw broken(path, 'has a header that is no list of tensors');
  return Object.entries(header)
    .filter(([key]) => key !== '__metadata__')
    .map(([key, value]) => {
      const parsed = tensor.safeParse(value);
      if (!parsed.success) throw broken(path, `does not say what ${visible(key, 60)} is`);
      return { name: key, ...parsed.data };
    });
}

function checkOffsets(path: string, tensors: readonly Tensor[], bytes: number): void {
  const ordered = [...tensors].sort(
    (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  let end = 0;
  for (const { name, data_offsets } of ordered) {
    if (data_offsets[0] !== end || data_offsets[1] < data_offsets[0])
      throw broken(path, `has a gap or an overlap at ${visible(name, 60)}`);
    end = data_offsets[1];
  }
  if (end !== bytes) throw broken(path, `has ${bytes} bytes of numbers and says ${end}`);
}

function chosen(path: string, tensors: readonly Tensor[], name: string | undefined): Tensor {
  const found =
    name === undefined
      ? tensors.length === 1
        ? tensors[0]
        : undefined
      : tensors.find((each) => each.name === name);
  if (found) return found;
  const names = tensors.slice(0, 8).map((each) => visible(each.name, 60));
  throw new UsageError(
    'bad-option',
    `${visible(path, 200)} holds ${tensors.length} tensors${name === undefined ? '' : `, none called ${visible(name, 60)}`}`,
    `Name one with --feature-name: ${names.join(', ')}${tensors.length > 8 ? ', …' : ''}`,
  );
}

const broken = (path: string, what: string): UsageError =>
  wrongKind(path, what, 'Save it anew with safetensors.');
