// The law of `clean`: whatever the file and whichever the rows, the cleaned file and the quarantine hold every row
// once, in order, and make the original again byte for byte.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFlaggingReport } from '../test/fixtures/flagging-report.ts';
import type { Compression, Format } from './corpus/shard.ts';
import { clean, restore } from './quarantine.ts';

const root = mkdtempSync(join(tmpdir(), 'bezoar-quarantine-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A stretch of a file: a row, or what stands between rows. */
interface Piece {
  readonly row: boolean;
  readonly bytes: Buffer;
}

interface Parted {
  readonly clean: Buffer;
  readonly quarantine: Buffer;
  readonly restored: Buffer;
}

let made = 0;

/** Cleans a file made of `pieces` of the rows flagged, then puts it together again. */
async function part(
  pieces: readonly Piece[],
  flagged: readonly number[],
  format: Format,
  compression: Compression = 'none',
): Promise<Parted> {
  const folder = mkdtempSync(join(root, `${made++}-`));
  const pack = compression === 'gzip' ? gzipSync : (bytes: Buffer) => bytes;
  const unpack = compression === 'gzip' ? gunzipSync : (bytes: Buffer) => bytes;
  const extension = `${format === 'text' ? 'txt' : format}${compression === 'gzip' ? '.gz' : ''}`;
  const file = join(folder, `train.${extension}`);
  const original = Buffer.concat(pieces.map(({ bytes }) => bytes));
  writeFileSync(file, pack(original));
  const rows = pieces.filter(({ row }) => row).length;
  const report = writeFlaggingReport(join(folder, 'report'), {
    path: file,
    format,
    compression,
    rows,
    flagged,
  });
  const done = await clean({ file, report, rule: { severity: 'medium' }, version: '1' });
  expect(readFileSync(file)).toEqual(pack(original));
  rmSync(file);
  const back = await restore({ file });
  const read = (path: string) => unpack(readFileSync(path));
  return { clean: read(done.clean), quarantine: read(done.quarantine), restored: read(back.path) };
}

const joined = (pieces: readonly Piece[]): Buffer => Buffer.concat(pieces.map(({ bytes }) => bytes));

/** Splits pieces by whether their row number is flagged; what is no row is kept. */
function byRow(pieces: readonly Piece[], flagged: readonly number[]): [kept: Piece[], aside: Piece[]] {
  const [kept, aside]: [Piece[], Piece[]] = [[], []];
  let row = 0;
  for (const piece of pieces) (piece.row && flagged.includes(row++) ? aside : kept).push(piece);
  return [kept, aside];
}

const lineEnd = fc.constantFrom('\n', '\r\n');
/** Any bytes but a line feed, and not only white space. */
const lineBytes = fc
  .tuple(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom('x', '{"a":1}', '"', '\ufeff!', '\0', 'é'),
    fc.uint8Array({ maxLength: 40 }),
  )
  .map(([before, sure, after]) =>
    Buffer.concat(
      [Buffer.from(before), Buffer.from(sure), Buffer.from(after)].map((b) => b.filter((x) => x !== 10)),
    ),
  )
  // A mark at the start of the file is no part of the row.
  .filter((bytes) => !(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf));
const row = fc
  .tuple(lineBytes, lineEnd)
  .map(([bytes, end]) => ({ row: true, bytes: Buffer.concat([bytes, Buffer.from(end)]) }));
const blank = fc
  .constantFrom('\n', '\r\n', ' \t\n')
  .map((text) => ({ row: false, bytes: Buffer.from(text) }));
const mark = { row: false, bytes: Buffer.from('\ufeff') };

const lines = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 4, arbitrary: row }, { weight: 1, arbitrary: blank }), { maxLength: 30 }),
    fc.boolean(),
  )
  .map(([marked, pieces, cut]): Piece[] => {
    const last = pieces.at(-1);
    // The last line need not have an end.
    const cutLast =
      cut && last?.row ? [{ row: true, bytes: last.bytes.subarray(0, -1) }] : last ? [last] : [];
    return [...(marked ? [mark] : []), ...pieces.slice(0, -1), ...cutLast];
  });

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', "'", '1') }),
  fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', ',', '""', ';') }).map((text) => `"${text}"`),
);
const csv = fc
  .tuple(
    lineEnd,
    fc.array(fc.tuple(cell, fc.constantFrom('yes', 'no')), { minLength: 1, maxLength: 30 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([end, records, marked, cut]): Piece[] => [
    ...(marked ? [mark] : []),
    { row: false, bytes: Buffer.from(`text,label${end}`) },
    ...records.map(([text, label], i) => ({
      row: true,
      bytes: Buffer.from(`${text},${label}${cut && i === records.length - 1 ? '' : end}`),
    })),
  ]);

const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r\n'), maxLength: 3 });
const element = fc.oneof(
  fc.record({ instruction: fc.string(), output: fc.string() }),
  fc.jsonValue({ maxDepth: 2 }),
);
const json = fc
  .tuple(
    fc.array(fc.tuple(element, space, space, fc.constantFrom(0, 2)), { minLength: 1, maxLength: 12 }),
    space,
    space,
  )
  .map(([elements, first, last]): Piece[] => [
    { row: false, bytes: Buffer.from(`[${first}`) },
    ...elements.flatMap(([value, before, after, indent], i) => [
      ...(i > 0 ? [{ row: false, bytes: Buffer.from(`${before},${after}`) }] : []),
      { row: true, bytes: Buffer.from(JSON.stringify(value, null, indent)) },
    ]),
    { row: false, bytes: Buffer.from(`${last}]\n`) },
  ]);

/** Pieces, and some of their rows. */
const withRows = (pieces: fc.Arbitrary<Piece[]>) =>
  fc.tuple(pieces, fc.infiniteStream(fc.boolean())).map(([list, flags]) => {
    const rows = list.filter(({ row: isRow }) => isRow).length;
    return { pieces: list, flagged: [...flags.take(rows)].flatMap((flag, i) => (flag ? [i] : [])) };
  });

describe('the cleaned file and the quarantine hold every line once', () => {
  for (const format of ['jsonl', 'text', 'tsv'] as const) {
    it(`${format}: whatever the bytes`, async () => {
      const usable = lines.filter(
        (pieces) => format !== 'tsv' || !pieces.some(({ bytes }) => bytes.includes('"')),
      );
      await fc.assert(
        fc.asyncProperty(withRows(usable), async ({ pieces, flagged }) => {
          const start = format === 'tsv' ? [{ row: false, bytes: Buffer.from('text\tlabel\n') }] : [];
          const all = format === 'tsv' ? [...start, ...pieces.filter((p) => p !== mark)] : pieces;
          const parted = await part(all, flagged, format);
          const [kept, aside] = byRow(all, flagged);
          expect(parted).toEqual({ clean: joined(kept), quarantine: joined(aside), restored: joined(all) });
        }),
        { numRuns: 60 },
      );
    });
  }

  it('csv: quoted line ends and doubled quotes', async () => {
    await fc.assert(
      fc.asyncProperty(withRows(csv), async ({ pieces, flagged }) => {
        const parted = await part(pieces, flagged, 'csv');
        const [kept, aside] = byRow(pieces, flagged);
        expect(parted).toEqual({ clean: joined(kept), quarantine: joined(aside), restored: joined(pieces) });
      }),
      { numRuns: 60 },
    );
  });

  it('json: both files are arrays of the very same values', async () => {
    await fc.assert(
      fc.asyncProperty(withRows(json), async ({ pieces, flagged }) => {
        const { clean: kept, quarantine: aside, restored } = await part(pieces, flagged, 'json');
        expect(restored).toEqual(joined(pieces));
        const all = JSON.parse(joined(pieces).toString()) as unknown[];
        expect(JSON.parse(kept.toString())).toEqual(all.filter((_, i) => !flagged.includes(i)));
        expect(JSON.parse(aside.toString())).toEqual(all.filter((_, i) => flagged.includes(i)));
        for (const piece of byRow(pieces, flagged)[1]) expect(aside.includes(piece.bytes)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('gzip: the same once unpacked', async () => {
    await fc.assert(
      fc.asyncProperty(withRows(lines), async ({ pieces, flagged }) => {
        const parted = await part(pieces, flagged, 'jsonl', 'gzip');
        const [kept, aside] = byRow(pieces, flagged);
        expect(parted).toEqual({ clean: joined(kept), quarantine: joined(aside), restored: joined(pieces) });
      }),
      { numRuns: 30 },
    );
  });
});
