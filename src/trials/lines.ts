// The rows of a corpus as lines that a copy is made of: those of a JSONL file byte for byte, those of any other format
// written as JSON once. Held in memory, so of a large corpus a fair sample.
import { fileSource } from '../corpus/chunks.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Limits } from '../corpus/reader.ts';
import { parseRecord } from '../corpus/readers/json-record.ts';
import { readerOf } from '../corpus/readers/reader-of.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { splitLines } from '../corpus/spans/lines.ts';
import { rowConverter } from '../corpus/to-row.ts';
import { random } from '../math/random.ts';
import type { Row } from '../row.ts';

export interface Lines {
  /** Each with its line end, in corpus order; unreadable rows are among them. */
  readonly lines: readonly Buffer[];
  /** The readable ones, in order; `row` is the index of their line. */
  readonly rows: readonly Row[];
  /** Rows of the corpus: more than `lines` when they are a sample. */
  readonly of: number;
}

/** Bytes of rows that are held, as they stand in the copy. */
const mostBytes = 256 * 2 ** 20;

interface Drawn {
  readonly at: number;
  readonly line: Buffer;
  /** Uniform; the lowest are kept. */
  readonly draw: number;
}

/** `most`: how many rows are held, where their bytes allow it. Which ones is drawn from the seed. */
export async function linesOf(corpus: Corpus, most: number, seed: number): Promise<Lines> {
  const next = random(seed);
  let kept: Drawn[] = [];
  let bytes = 0;
  let highest = Infinity;
  let of = 0;
  for (const file of corpus.files) {
    if (file.trusted) continue;
    for await (const line of linesOfFile(file, corpus.limits)) {
      const draw = next();
      if (draw < highest) {
        kept.push({ at: of, line, draw });
        bytes += line.length;
        if (kept.length > 2 * most || bytes > 2 * mostBytes) {
          kept = lowest(kept, most);
          bytes = kept.reduce((sum, held) => sum + held.line.length, 0);
          highest = kept.at(-1)!.draw;
        }
      }
      of++;
    }
  }
  const lines = lowest(kept, most)
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line);
  const toRow = rowConverter(corpus.fields);
  const rows = lines.flatMap((line, at) => {
    const row = toRow(parseRecord(line.toString('utf8'), corpus.limits), 0, at);
    return typeof row === 'string' ? [] : [row];
  });
  return { lines, rows, of };
}

/** At most so many, and no more bytes than are held. */
function lowest(drawn: readonly Drawn[], most: number): Drawn[] {
  const ascending = [...drawn].sort((a, b) => a.draw - b.draw).slice(0, most);
  let bytes = 0;
  const over = ascending.findIndex(({ line }) => (bytes += line.length) > mostBytes);
  return over < 0 ? ascending : ascending.slice(0, Math.max(1, over));
}

async function* linesOfFile(file: CorpusFile, limits: Limits): AsyncGenerator<Buffer> {
  if (file.format === 'jsonl') {
    for await (const spans of splitLines(fileSource(file, limits).chunks, limits)) {
      // A row over the limit is no row to poison, and its pieces would make the copy another file.
      for (const { kind, bytes, tooLong } of spans) if (kind === 'row' && !tooLong) yield ended(bytes);
    }
    return;
  }
  const reader = await readerOf(file.format);
  for await (const { entries } of reader.read(file, { file: 0, start: 0, end: file.bytes }, limits)) {
    for (const entry of entries) if (entry.kind === 'record') yield lineOf(entry.value);
  }
}

const lineFeed = 0x0a;

/** A copy of its own, since the reader's buffer is used again; the last line of a file may lack its end. */
function ended(bytes: Buffer): Buffer {
  return bytes.at(-1) === lineFeed ? Buffer.from(bytes) : Buffer.concat([bytes, Buffer.from('\n')]);
}

/** A record as a line of JSON. Numbers that JSON has not are written as text. */
export function lineOf(record: unknown): Buffer {
  const plain = (_: string, value: unknown): unknown =>
    typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))
      ? String(value)
      : ArrayBuffer.isView(value) && !(value instanceof DataView)
        ? Array.from(value as unknown as ArrayLike<number>)
        : value;
  return Buffer.from(`${JSON.stringify(record, plain)}\n`);
}
