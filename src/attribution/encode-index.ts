// An index as bytes: a mark, a header in JSON, the arrays as 32-bit integers, and a digest of it all. What it is of is told by
// a digest of the corpus; an index of other rows, of another version or with a bit changed is refused.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { indexOf, type LexicalIndex } from './lexical-index.ts';
import type { Sequences } from './postings.ts';
import { termTable } from './term-table.ts';

const mark = 'BZRTRACE';
const version = 1;
const digestBytes = 32;

const header = z.strictObject({
  version: z.literal(version),
  corpus: z.string(),
  seed: z.int().min(0),
  cut: z.int().min(0),
  sourceNames: z.array(z.string()),
  lengths: z.array(z.int().min(0)).length(9),
});

const arraysOf = (index: LexicalIndex): Int32Array[] => [
  // Another order of bytes than that of the machine shows here.
  Int32Array.of(1),
  index.terms.hashes.subarray(0, index.terms.length),
  index.shards,
  index.numbers,
  index.sources,
  index.shardRows,
  index.context.starts,
  index.context.tokens,
  index.outcome.starts,
  index.outcome.tokens,
];

/** `corpus`: a digest of the rows and of how they were read. */
export function encodeIndex(index: LexicalIndex, corpus: string): Uint8Array[] {
  const [order, ...arrays] = arraysOf(index);
  const { seed, cut, sourceNames } = index;
  const lengths = arrays.map(({ length }) => length);
  const json = Buffer.from(JSON.stringify({ version, corpus, seed, cut, sourceNames, lengths }));
  const pad = Buffer.alloc((4 - (json.length % 4)) % 4, ' ');
  const chunks: Uint8Array[] = [
    Buffer.from(mark),
    bytesOf(Int32Array.of(json.length + pad.length)),
    json,
    pad,
    bytesOf(order),
    ...arrays.map(bytesOf),
  ];
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return [...chunks, hash.digest()];
}

/** Why not, in words that follow "the index". */
export function decodeIndex(bytes: Uint8Array, corpus: string): LexicalIndex | string {
  const start = mark.length + 4;
  if (bytes.length < start + digestBytes || Buffer.from(bytes.subarray(0, mark.length)).toString() !== mark)
    return 'is no index';
  const body = bytes.subarray(0, bytes.length - digestBytes);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(body.length))) return 'is damaged';
  const headerLength = new DataView(body.buffer, body.byteOffset).getInt32(mark.length, true);
  const parsed = header.safeParse(jsonOf(body.subarray(start, start + headerLength)));
  if (!parsed.success) return 'is of another version';
  const told = parsed.data;
  if (told.corpus !== corpus) return 'is of other data, or of this data as it was';
  const lengths = [1, ...told.lengths];
  const from = start + headerLength;
  if (body.length - from !== 4 * lengths.reduce((a, b) => a + b, 0)) return 'is damaged';
  // A copy: integers must lie at multiples of four, and a buffer that was read may lie within a larger one.
  const copy = new Int32Array(new Uint8Array(body.subarray(from)).buffer);
  let at = 0;
  const [order, hashes, shards, numbers, sources, shardRows, ...texts] = lengths.map((length) =>
    copy.subarray(at, (at += length)),
  );
  const context: Sequences = { starts: texts[0], tokens: texts[1] };
  const outcome: Sequences = { starts: texts[2], tokens: texts[3] };
  const fits =
    order[0] === 1 &&
    numbers.length === shards.length &&
    within(sources, told.sourceNames.length) &&
    sources.length === shards.length &&
    within(shards, Math.max(1, shardRows.length)) &&
    [context, outcome].every((side) => sound(side, shards.length, hashes.length));
  if (!fits) return 'is damaged';
  const { seed, cut, sourceNames } = told;
  const terms = termTable(hashes.slice(), hashes.length);
  return indexOf({ seed, cut, sourceNames, terms, shards, numbers, sources, shardRows, context, outcome });
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function sound({ starts, tokens }: Sequences, rows: number, terms: number): boolean {
  if (starts.length !== rows + 1 || starts[0] !== 0 || starts[rows] !== tokens.length) return false;
  for (let row = 0; row < rows; row++) if (starts[row + 1] < starts[row]) return false;
  return within(tokens, terms);
}

function within(values: Int32Array, bound: number): boolean {
  for (const value of values) if (value < 0 || value >= bound) return false;
  return true;
}
