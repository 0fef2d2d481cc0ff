import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { defaultLimits } from '../reader.ts';
import { csvCells, splitCsv } from './csv.ts';
import { splitJsonArray } from './json-array.ts';
import { splitLines } from './lines.ts';
import type { Chunks, Span } from './span.ts';

type Split = (chunks: Chunks, limits: typeof defaultLimits) => AsyncIterable<Span[]>;

const splitters: [string, Split, readonly string[]][] = [
  ['lines', (c, l) => splitLines(c, l), ['a', '{"x":1}', '\n', '\r\n', ' ', '\t', '\ufeff', 'é', '\0', '\r']],
  [
    'lines under a header',
    (c, l) => splitLines(c, l, { header: true }),
    ['a', '\t', '\n', '\r\n', ' ', '\ufeff'],
  ],
  ['csv', (c, l) => splitCsv(c, l), ['a', ',', '"', '""', '\n', '\r\n', ' ', '\ufeff', 'é']],
  ['csv without a header', (c, l) => splitCsv(c, l, { header: false }), ['a', ',', '"', '""', '\n', '\r\n']],
  [
    'array',
    (c, l) => splitJsonArray(c, l),
    ['[', ']', '{', '}', '"', '\\', ',', ':', '1', ' ', '\n', '\ufeff', 'é'],
  ],
  [
    'wrapped array',
    (c, l) => splitJsonArray(c, l, { wrapped: true }),
    ['{"d":[', '[', ']', '{', '}', '"', '\\', ',', ':', '1', '\n', '{"a":1}'],
  ],
];

interface Piece {
  kind: string;
  text: string;
  line: number;
  tooLong: boolean;
  /** Rows that are passed over. */
  passed: number;
}

async function piecesOf(split: Split, bytes: Buffer, cuts: readonly number[], limits = defaultLimits) {
  // One buffer for all chunks, as files are read: a splitter must not keep it.
  const shared = Buffer.alloc(bytes.length);
  function* chunks() {
    let from = 0;
    for (const to of [...cuts, bytes.length]) {
      shared.fill(0);
      bytes.copy(shared, 0, from, to);
      yield shared.subarray(0, to - from);
      from = to;
    }
  }
  const found: Piece[] = [];
  const joined: Buffer[] = [];
  for await (const spans of split(chunks(), limits)) {
    for (const { kind, bytes: span, line, tooLong, rows } of spans) {
      found.push({ kind, text: span.toString('latin1'), line, tooLong: tooLong ?? false, passed: rows ?? 0 });
      joined.push(Buffer.from(span));
    }
  }
  return { found, joined: Buffer.concat(joined) };
}

/** Rows with what goes on from them; frames are joined with each other anyway. */
function rowsOf(pieces: readonly Piece[]): Piece[] {
  const rows: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'row') rows.push({ ...piece });
    else if (piece.kind === 'more') rows[rows.length - 1].text += piece.text;
  }
  return rows;
}

describe.each(splitters)('%s', (_name, split, alphabet) => {
  const file = fc
    .tuple(
      fc.array(fc.constantFrom(...alphabet), { maxLength: 40 }),
      fc.array(fc.nat(1000), { maxLength: 8 }),
    )
    .map(([pieces, cuts]) => {
      const bytes = Buffer.from(pieces.join(''));
      return { bytes, cuts: cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b) };
    });

  it('joined, the spans are the file', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ bytes, cuts }) => {
        const { joined } = await piecesOf(split, bytes, cuts);
        expect(joined.equals(bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('has the same rows however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ bytes, cuts }) => {
        const whole = await piecesOf(split, bytes, []);
        const cut = await piecesOf(split, bytes, cuts);
        expect(rowsOf(cut.found)).toEqual(rowsOf(whole.found));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the law and the rows when rows are over the limit', async () => {
    const limits = { ...defaultLimits, recordBytes: 5 };
    await fc.assert(
      fc.asyncProperty(file, async ({ bytes, cuts }) => {
        const whole = await piecesOf(split, bytes, [], limits);
        const cut = await piecesOf(split, bytes, cuts, limits);
        expect(cut.joined.equals(bytes)).toBe(true);
        expect(rowsOf(cut.found)).toEqual(rowsOf(whole.found));
        for (const row of rowsOf(cut.found)) expect(row.tooLong).toBe(row.text.length > 5);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each([
  ['lines', false],
  ['lines under a header', true],
])('%s of which few are asked for', (_name, header) => {
  const alphabet = ['a\n', 'b', '\n', 'c\r\n', ' d\n', ' ', '\t\r\n', '\ufeff'];

  /** The rows asked for by number, with their lines, and how many rows there are. */
  function numbered(pieces: readonly Piece[], asked: (row: number) => boolean) {
    const rows: string[] = [];
    let count = 0;
    for (const { kind, text, line, tooLong, passed } of pieces) {
      if (kind === 'passed over') count += passed;
      else if (kind === 'row' && asked(count++)) {
        rows.push(`${count - 1} ${line} ${tooLong ? 'too long' : text}`);
      }
    }
    return { rows, count };
  }

  it('has those with the numbers and lines that they have among all, and is the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...alphabet), { maxLength: 40 }),
        fc.array(fc.nat(1000), { maxLength: 4 }),
        fc.array(fc.nat(30), { maxLength: 4 }),
        fc.constantFrom(5, 1000),
        async (texts, ends, numbers, recordBytes) => {
          const bytes = Buffer.from(texts.join(''));
          const cuts = ends.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
          const asked = (row: number) => numbers.includes(row);
          const limits = { ...defaultLimits, recordBytes };
          const all = await piecesOf((c, l) => splitLines(c, l, { header }), bytes, cuts, limits);
          const few = await piecesOf((c, l) => splitLines(c, l, { header, asked }), bytes, cuts, limits);
          expect(few.joined.equals(bytes)).toBe(true);
          expect(numbered(few.found, asked)).toEqual(numbered(all.found, asked));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('passes the others over together', async () => {
    const text = `${header ? 'x\n' : ''}a\nb\nc\n\nd\ne`;
    const { found } = await piecesOf(
      (c, l) => splitLines(c, l, { header, asked: (row) => row === 3 }),
      Buffer.from(text),
      [],
    );
    const wanted = ['passed over', 'frame', 'row', 'row'];
    expect(found.map(({ kind }) => kind)).toEqual(header ? ['frame', ...wanted] : wanted);
  });
});

async function kinds(split: Split, text: string): Promise<string[]> {
  const { found } = await piecesOf(split, Buffer.from(text), []);
  return found.filter(({ kind }) => kind === 'row').map(({ text: row, line }) => `${line}:${row}`);
}

describe('rows', () => {
  it('of lines are those that are not blank, with their line ends', async () => {
    expect(await kinds((c, l) => splitLines(c, l), '\ufeffa\r\n\n \t\nb\nc')).toEqual([
      '1:a\r\n',
      '4:b\n',
      '5:c',
    ]);
  });

  it('of lines under a header begin after it', async () => {
    expect(await kinds((c, l) => splitLines(c, l, { header: true }), '\n\ufeffx\ny\nz')).toEqual([
      '3:y\n',
      '4:z',
    ]);
  });

  it('of CSV may hold line ends in quotes', async () => {
    expect(await kinds((c, l) => splitCsv(c, l), 'a,b\n"x\n""y",z\n\nlast "one,"\n')).toEqual([
      '2:"x\n""y",z\n',
      '5:last "one,"\n',
    ]);
  });

  it('of an array are its elements, whatever they are', async () => {
    const text = '[ {"a":"]}\\""},\n [1,[2]] ,"x]", 12,null\n]\n';
    expect(await kinds((c, l) => splitJsonArray(c, l), text)).toEqual([
      '1:{"a":"]}\\""}',
      '2:[1,[2]]',
      '2:"x]"',
      '2:12',
      '2:null',
    ]);
  });

  it('of an object are the records in its lists', async () => {
    const text = '{"v":[1,"x"],"meta":{"l":[{"no":1}]},"train":[{"a":[{}]},{"b":2}],\n"test":[{"c":3}]}';
    expect(await kinds((c, l) => splitJsonArray(c, l, { wrapped: true }), text)).toEqual([
      '1:{"a":[{}]}',
      '1:{"b":2}',
      '2:{"c":3}',
    ]);
  });

  it('at the top without a list are the objects one after the other', async () => {
    expect(await kinds((c, l) => splitJsonArray(c, l), '{"a":\n1}\n{"b":2}')).toEqual([
      '1:{"a":\n1}',
      '3:{"b":2}',
    ]);
  });
});

describe('csvCells', () => {
  it.each([
    ['a,b\r\n', ['a', 'b']],
    ['"a ""b"", c",,"d"\n', ['a "b", c', '', 'd']],
    ['"a"b,c', ['ab', 'c']],
    ['a "b",c', ['a "b"', 'c']],
    ['"never closed,c', ['never closed,c']],
    ['""', ['']],
  ])('%j', (record, cells) => expect(csvCells(record, ',')).toEqual(cells));

  it('gives back what was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const record = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        expect(csvCells(`${record}\n`, ',')).toEqual(cells);
      }),
    );
  });
});
