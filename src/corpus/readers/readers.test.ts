import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  Field,
  Int32,
  List,
  Struct,
  Table,
  tableFromJSON,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpus } from '../open.ts';
import { readRows } from '../read-rows.ts';
import type { Corpus } from '../corpus.ts';
import type { Row } from '../../row.ts';
import { defaultLimits, type Asked } from '../reader.ts';
import { jsonl } from './jsonl.ts';
import { text } from './text.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bezoar-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of the rows that are not asked for, none is brought, and all are counted. */
async function expectAskedOnly(corpus: Corpus): Promise<void> {
  const all = await rowsOf(corpus);
  const asked = ({ shard, row }: { shard: number; row: number }) => (shard + row) % 5 === 0;
  const some: Row[] = [];
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    let count = 0;
    for await (const batch of readRows(corpus, shard, (row) => asked({ shard, row }))) {
      some.push(...batch.rows);
      count = batch.count;
    }
    expect(count).toBe(all.filter((row) => row.shard === shard).length);
  }
  expect(some).toEqual(all.filter(asked));
}

async function rowsOf(corpus: Corpus): Promise<Row[]> {
  const rows: Row[] = [];
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    for await (const batch of readRows(corpus, shard)) {
      expect(batch.unreadable).toEqual([]);
      rows.push(...batch.rows);
    }
  }
  return rows;
}

const records = Array.from({ length: 3000 }, (_, i) => ({
  instruction: `Say the number ${i}, "please", as café №\n\n second line`,
  input: i % 3 === 0 ? '' : `tab\there ${i}`,
  output: i % 7 === 0 ? 'a "quoted" answer, with a comma' : `It is ${i}.\r\nDone 😀`,
  source: i % 2 === 0 ? 'left' : 'right',
}));
const chats = Array.from({ length: 500 }, (_, i) => ({
  messages: [
    { role: 'user', content: `question ${i}` },
    { role: 'assistant', content: `answer ${i}` },
  ],
  id: i,
}));

const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

function tableOf(values: readonly object[]): Table {
  if (!('messages' in values[0])) return tableFromJSON(values as Record<string, unknown>[]) as Table;
  const message = new Struct([Field.new('role', new Utf8()), Field.new('content', new Utf8())]);
  return new Table({
    messages: vectorFromArray(
      values.map((value) => (value as { messages: unknown }).messages),
      new List(Field.new('item', message)),
    ),
    id: vectorFromArray(
      values.map((_, i) => i),
      new Int32(),
    ),
  });
}

async function copyTo(from: string, to: string, how: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET preserve_insertion_order = true`);
  await connection.run(
    `COPY (SELECT * FROM read_json('${from}', format = 'newline_delimited')) TO '${to}' (${how})`,
  );
  connection.closeSync();
  instance.closeSync();
}

describe('the same rows from every format', () => {
  let wanted: Row[];
  let wantedChats: Row[];
  beforeAll(async () => {
    writeFileSync(join(folder, 'plain.jsonl'), lines(records));
    writeFileSync(join(folder, 'chats.jsonl'), lines(chats));
    wanted = await rowsOf(await openCorpus([join(folder, 'plain.jsonl')]));
    wantedChats = await rowsOf(await openCorpus([join(folder, 'chats.jsonl')]));
  });

  it('jsonl', () => {
    expect(wanted).toHaveLength(3000);
    expect(wanted[2]).toEqual({
      shard: 0,
      row: 2,
      context: [
        { field: 'instruction', role: 'user', text: records[2].instruction },
        { field: 'input', role: 'user', text: records[2].input },
      ],
      outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: records[2].output }] },
      source: 'left',
    });
  });

  const written: [string, (path: string, from: string, values: readonly object[]) => unknown][] = [
    ['x.json', (path, _from, values) => writeFileSync(path, JSON.stringify(values, null, 2))],
    ['one-line.json', (path, _from, values) => writeFileSync(path, JSON.stringify(values))],
    [
      'wrapped.json',
      (path, _from, values) => writeFileSync(path, JSON.stringify({ version: 1, data: values })),
    ],
    ['lines.json', (path, _from, values) => writeFileSync(path, lines(values))],
    [
      'bom-crlf.jsonl',
      (path, _, values) => writeFileSync(path, `\ufeff${lines(values).replaceAll('\n', '\r\n\r\n')}`),
    ],
    ['x.jsonl.gz', (path, _from, values) => writeFileSync(path, gzipSync(lines(values)))],
    [
      'members.jsonl.gz',
      (path, _from, values) =>
        writeFileSync(
          path,
          Buffer.concat([gzipSync(lines(values.slice(0, 100))), gzipSync(lines(values.slice(100)))]),
        ),
    ],
    ['x.jsonl.zst', (path, from) => copyTo(from, path, 'FORMAT json, COMPRESSION zstd')],
    ['x.csv', (path, from) => copyTo(from, path, 'FORMAT csv, HEADER')],
    ['semicolon.csv', (path, from) => copyTo(from, path, `FORMAT csv, HEADER, DELIMITER ';'`)],
    ['x.csv.gz', (path, from) => copyTo(from, path, 'FORMAT csv, HEADER, COMPRESSION gzip')],
    ['x.csv.zst', (path, from) => copyTo(from, path, 'FORMAT csv, HEADER, COMPRESSION zstd')],
    ['all-quoted.csv', (path, from) => copyTo(from, path, 'FORMAT csv, HEADER, FORCE_QUOTE *')],
    ['x.tsv', (path, from) => copyTo(from, path, `FORMAT csv, HEADER, DELIMITER '\t'`)],
    ['x.tsv.gz', (path, from) => copyTo(from, path, `FORMAT csv, HEADER, DELIMITER '\t', COMPRESSION gzip`)],
    ['x.parquet', (path, from) => copyTo(from, path, 'FORMAT parquet')],
    [
      'groups.parquet',
      (path, from) => copyTo(from, path, 'FORMAT parquet, ROW_GROUP_SIZE 512, COMPRESSION zstd'),
    ],
    ['a[b]*c=1.parquet', (path, from) => copyTo(from, path, 'FORMAT parquet')],
    [
      'x.parquet.gz',
      async (path, from) => {
        await copyTo(from, `${path}.plain`, 'FORMAT parquet');
        writeFileSync(path, gzipSync(readFileSync(`${path}.plain`)));
      },
    ],
    ['x.arrow', (path, _from, values) => writeFileSync(path, tableToIPC(tableOf(values), 'file'))],
    ['s.arrow', (path, _from, values) => writeFileSync(path, tableToIPC(tableOf(values), 'stream'))],
    [
      'x.arrow.gz',
      (path, _from, values) => writeFileSync(path, gzipSync(tableToIPC(tableOf(values), 'file'))),
    ],
  ];

  it.each(written)('%s', async (name, write) => {
    const path = join(folder, name);
    await write(path, join(folder, 'plain.jsonl'), records);
    const corpus = await openCorpus([path]);
    expect(await rowsOf(corpus)).toEqual(wanted);
    await expectAskedOnly(corpus);
  });

  it.each(written.filter(([name]) => !/sv/.test(name)))('nested in %s', async (name, write) => {
    const path = join(folder, `nested-${name}`);
    await write(path, join(folder, 'chats.jsonl'), chats);
    expect(await rowsOf(await openCorpus([path]))).toEqual(wantedChats);
  });

  it('messages as JSON in a CSV cell', async () => {
    const path = join(folder, 'chats.csv');
    const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const cells = chats.map(({ messages, id }) => `${cell(JSON.stringify(messages))},${id}\n`);
    writeFileSync(path, `messages,id\n${cells.join('')}`);
    expect(await rowsOf(await openCorpus([path]))).toEqual(wantedChats);
  });

  it('zstd from its own program, in several frames', async () => {
    const path = join(folder, 'frames.jsonl.zst');
    try {
      const pack = (input: string): Buffer => execFileSync('zstd', ['-q', '-19', '-c'], { input });
      writeFileSync(
        path,
        Buffer.concat([pack(lines(records.slice(0, 900))), pack(lines(records.slice(900)))]),
      );
    } catch {
      console.warn('skipped: needs the zstd program');
      return;
    }
    expect(await rowsOf(await openCorpus([path]))).toEqual(wanted);
  });
});

describe.each([
  ['jsonl', jsonl, ['{"a":1}', '{"a":2}', 'bad', '\n', '\n', '\r\n', ' ', '\ufeff', 'é']],
  ['text', text, ['a', 'b b', '\n', '\n', '\r\n', ' ', '\ufeff', 'é', '\0']],
] as const)('byte ranges of %s', (format, reader, alphabet) => {
  it('give the same rows and lines, whatever the cut', async () => {
    const path = join(folder, `ranges.${format}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(1000), { maxLength: 6 }),
        async (pieces, cuts) => {
          writeFileSync(path, pieces.join(''));
          const bytes = statSync(path).size;
          const file = { path, location: path, format, compression: 'none', bytes } as const;
          const read = async (ranges: readonly (readonly [number, number])[]) => {
            const found: unknown[] = [];
            let linesBefore = 0;
            for (const [start, end] of ranges) {
              let inShard = 0;
              for await (const batch of reader.read(file, { file: 0, start, end }, defaultLimits)) {
                for (const entry of batch.entries) found.push({ ...entry, line: entry.line + linesBefore });
                inShard = batch.lines;
              }
              linesBefore += inShard;
            }
            return { found, lines: linesBefore };
          };
          const inner = [...new Set(cuts.map((cut) => cut % (bytes + 1)))].sort((a, b) => a - b);
          const edges = [0, ...inner.filter((cut) => cut > 0 && cut < bytes), bytes];
          const ranges = edges.slice(1).map((end, i) => [edges[i], end] as const);
          expect(await read(ranges)).toEqual(await read([[0, bytes]]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('bring what is asked for with the numbers and lines that it has among all', async () => {
    const path = join(folder, `asked.${format}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(20), { maxLength: 4 }),
        fc.nat(100),
        async (pieces, numbers, cut) => {
          writeFileSync(path, pieces.join(''));
          const bytes = statSync(path).size;
          const file = { path, location: path, format, compression: 'none', bytes } as const;
          const isAsked = (row: number): boolean => numbers.includes(row);
          const read = async (start: number, end: number, asked?: Asked) => {
            const found: unknown[] = [];
            let [count, lineCount] = [0, 0];
            for await (const batch of reader.read(file, { file: 0, start, end }, defaultLimits, asked)) {
              for (const entry of batch.entries) {
                if (entry.kind !== 'passed over' && isAsked(count)) found.push({ ...entry, row: count });
                count += entry.kind === 'passed over' ? entry.rows : 1;
              }
              lineCount = batch.lines;
            }
            return { found, count, lineCount };
          };
          for (const [start, end] of [
            [0, cut % (bytes + 1)],
            [cut % (bytes + 1), bytes],
          ]) {
            expect(await read(start, end, isAsked)).toEqual(await read(start, end));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
