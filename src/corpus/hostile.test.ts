import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromJSON, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { openCorpus } from './open.ts';
import type { OpenOptions } from './open.ts';
import { UnreadableFile } from './reader.ts';
import { readRows } from './read-rows.ts';
import { taught } from '../row.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bezoar-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Texts of what is taught, reasons with row and line, and the fault that ended it. */
async function read(path: string, options?: OpenOptions) {
  const corpus = await openCorpus([path], options);
  const texts: string[] = [];
  const bad: string[] = [];
  let lines = 0;
  let fault: UnreadableFile | undefined;
  try {
    for (let shard = 0; shard < corpus.shards.length; shard++) {
      let inShard = 0;
      for await (const batch of readRows(corpus, shard)) {
        for (const row of batch.rows)
          texts.push(
            taught(row.outcome)
              .map(({ text }) => text)
              .join('|'),
          );
        for (const { row, line, reason } of batch.unreadable) bad.push(`${row}@${line + lines} ${reason}`);
        inShard = batch.lines;
      }
      lines += inShard;
    }
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFile);
    fault = error as UnreadableFile;
  }
  return { texts, bad, lines, fault };
}

const good = (text: string): string => `${JSON.stringify({ text })}\n`;

describe('lines', () => {
  it('that are bad are counted with their numbers', async () => {
    const path = put(
      'bad.jsonl',
      `${good('a')}\n{"text": "never\n${good('b')}[1]\nnull\n{"text":7}\n{"txt":"c"}\n{"text":{}}\n${good('c').repeat(60)}`,
    );
    expect(await read(path)).toEqual({
      texts: ['a', 'b', '7', ...Array.from({ length: 60 }, () => 'c')],
      bad: [
        '1@3 JSON that breaks off before its end',
        '3@5 not a record with columns',
        '4@6 not a record with columns',
        '6@8 no column "text"',
        '7@9 column "text" is not text',
      ],
      lines: 69,
      fault: undefined,
    });
  });

  it('keep NUL, lone surrogates, doubled keys, and what is no UTF-8', async () => {
    const path = put(
      'odd.jsonl',
      Buffer.concat([
        Buffer.from(
          '\ufeff{"text":"a\\u0000b"}\r\n{"text":"\\ud800"}\r\n{"text":"first","text":"last"}\n{"text":"',
        ),
        Buffer.from([0xff, 0xc3]),
        Buffer.from('"}\n{"text":"\u2028\\u202e"}'),
      ]),
    );
    const { texts, bad } = await read(path);
    expect(texts).toEqual(['a\0b', '\ud800', 'last', '\ufffd\ufffd', '\u2028\u202e']);
    expect(bad).toEqual([]);
  });

  it('with __proto__ as a column change nothing', async () => {
    const path = put(
      'proto.jsonl',
      `{"__proto__":{"text":"planted"},"constructor":1,"text":"t"}\n{"__proto__":{"text":"planted"}}\n`,
    );
    const { texts, bad } = await read(path);
    expect(texts).toEqual(['t']);
    expect(bad).toEqual(['1@2 no column "text"']);
    expect(({} as { text?: string }).text).toBeUndefined();
    const csv = put('proto.csv', '__proto__,text\nx,t\n');
    expect((await read(csv)).texts).toEqual(['t']);
  });

  it('nested a million deep are unreadable', async () => {
    const deep = '['.repeat(1e6) + ']'.repeat(1e6);
    const object = '{"a":'.repeat(1e5) + '1' + '}'.repeat(1e5);
    const path = put('deep.jsonl', `${good('a')}{"text":${deep}}\n{"text":"b","x":${object}}\n`);
    expect(await read(path)).toMatchObject({
      texts: ['a'],
      bad: ['1@2 JSON nested deeper than 200', '2@3 JSON nested deeper than 200'],
    });
    const array = put('deep.json', `[{"text":"a"},{"text":${deep}}]`);
    expect((await read(array)).bad).toEqual(['1@1 JSON nested deeper than 200']);
  });

  it('with too many columns are unreadable', async () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`c${i}`, i])));
    expect((await read(put('wide.jsonl', `${good('a')}${wide}\n`))).bad).toEqual([
      '1@2 more than 10000 columns',
    ]);
  });

  it('of 100 MB are counted, in little memory', async () => {
    const path = join(folder, 'long.jsonl');
    const file = openSync(path, 'w');
    writeSync(file, `${good('a')}{"text":"`);
    const piece = Buffer.alloc(2 ** 20, 'x');
    for (let i = 0; i < 100; i++) writeSync(file, piece);
    writeSync(file, `"}\n${good('b')}`);
    closeSync(file);
    const before = process.memoryUsage().rss;
    const { texts, bad, lines } = await read(path);
    expect(texts).toEqual(['a', 'b']);
    expect(bad).toEqual(['1@2 the row is longer than 64 MiB']);
    expect(lines).toBe(3);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });

  it('over a limit of the user are unreadable in every text format', async () => {
    const options = { limits: { recordBytes: 40 } };
    const long = 'x'.repeat(100);
    const reason = 'the row is longer than 40 bytes';
    expect((await read(put('limit.jsonl', good('a') + good(long) + good('b')), options)).bad).toEqual([
      `1@2 ${reason}`,
    ]);
    expect((await read(put('limit.txt', `a\n${long}\nb\n`), options)).bad).toEqual([`1@2 ${reason}`]);
    expect((await read(put('limit.csv', `text,id\na,1\n"${long}\n",2\nb,3\n`), options)).bad).toEqual([
      `1@3 ${reason}`,
    ]);
    const array = JSON.stringify([{ text: 'a' }, { text: long }, { text: 'b' }]);
    expect(await read(put('limit.json', array), options)).toMatchObject({
      texts: ['a', 'b'],
      bad: [`1@1 ${reason}`],
    });
  });
});

describe('files that break off', () => {
  const rows = Array.from({ length: 2000 }, (_, i) => good(`row ${i} ${Math.sin(i)}`)).join('');

  it('gzip: what came before stands, the same each time', async () => {
    const packed = gzipSync(rows);
    const path = put('cut.jsonl.gz', packed.subarray(0, packed.length - 5000));
    const first = await read(path);
    expect(first.fault).toMatchObject({
      code: 'truncated',
      message: 'the gzip data breaks off before its end',
    });
    expect(first.texts.length).toBeGreaterThan(1000);
    expect(await read(path)).toEqual(first);
  });

  it('zstd: the same', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const whole = join(folder, 'whole.jsonl.zst');
    await connection.run(
      `COPY (SELECT 'row ' || random() AS text FROM range(50000)) TO '${whole}' (FORMAT json, COMPRESSION zstd)`,
    );
    instance.closeSync();
    const packed = readFileSync(whole);
    const path = put('cut.jsonl.zst', packed.subarray(0, packed.length - 5000));
    const first = await read(path);
    expect(first.fault).toMatchObject({
      code: 'truncated',
      message: 'the zstd data breaks off before its end',
    });
    expect(first.texts.length).toBeGreaterThan(1000);
    expect(await read(path)).toEqual(first);
  });

  it('a bracket or a quote that is never closed', async () => {
    expect((await read(put('open.json', '[{"text":"a"},{"text":"b"}'))).fault?.code).toBe('truncated');
    const inside = await read(put('inside.json', '[{"text":"a"},{"text":"b'));
    expect(inside).toMatchObject({ texts: ['a'], fault: { code: 'truncated' } });
    expect(inside.bad).toEqual(['1@1 JSON that breaks off before its end']);
    const csv = await read(put('open.csv', 'text,label\na,1\n"b,2\nc,3\n'));
    expect(csv).toMatchObject({ fault: { code: 'truncated' } });
    expect(csv.bad).toHaveLength(1);
  });

  it('a bomb is stopped at the limit', async () => {
    const path = put('bomb.jsonl.gz', gzipSync(good('a') + ' '.repeat(50 * 2 ** 20)));
    const options = { limits: { unpackedBytes: 2 ** 20 } };
    expect((await read(path, options)).fault).toMatchObject({ code: 'too-large' });
  });
});

describe('wrong bytes', () => {
  const records = Array.from({ length: 300 }, (_, i) => ({
    prompt: `p ${i} ${Math.sin(i)}`,
    response: `r ${i % 7}`,
  }));
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  it.each([
    ['x.json', Buffer.from(JSON.stringify(records))],
    [
      'x.csv',
      Buffer.from(`prompt,response\n${records.map((r) => `"${r.prompt}",${r.response}\n`).join('')}`),
    ],
    ['x.jsonl.gz', gzipSync(lines)],
    ['file.arrow', Buffer.from(tableToIPC(tableFromJSON(records), 'file'))],
    ['stream.arrow', Buffer.from(tableToIPC(tableFromJSON(records), 'stream'))],
  ])('in %s end in rows or in a plain message', async (name, whole) => {
    const wrong = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(wrong, fc.option(fc.nat(whole.length)), async (changes, cut) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const path = put(name, bytes.subarray(0, cut ?? whole.length));
        const outcome = await read(path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UsageError);
      }),
      { numRuns: 60 },
    );
  });
});

describe('tables', () => {
  it('with rows of another width: those are unreadable', async () => {
    const { texts, bad } = await read(put('ragged.csv', 'prompt,response\na,b\nc\nd,e,f\ng,h\n'));
    expect(texts).toEqual(['b', 'h']);
    expect(bad).toEqual(['1@3 1 cells where there are 2 columns', '2@4 3 cells where there are 2 columns']);
  });

  it('TSV: a bare quote is just a character', async () => {
    const path = put('bare.tsv', 'text\tlabel\n"so he said\t1\nit\'s 5" long\t0\n"all of it"\t1\nplain\t0\n');
    const corpus = await openCorpus([path]);
    const texts: string[] = [];
    for await (const { rows } of readRows(corpus, 0))
      texts.push(...rows.map(({ context }) => context[0].text));
    expect(texts).toEqual(['"so he said', 'it\'s 5" long', '"all of it"', 'plain']);
  });

  it('without a header: the column of few values is the label', async () => {
    const names = ['red', 'green'];
    const lines = Array.from({ length: 20 }, (_, i) => `${names[i % 2]}\ttext number ${i}\n`);
    const { fields } = await openCorpus([put('bare-header.tsv', lines.join(''))]);
    expect(fields).toMatchObject({ shape: 'classification', text: 'text', label: 'label' });
    const news = Array.from({ length: 20 }, (_, i) => `"${(i % 4) + 1}","title ${i}","body ${i}"\n`);
    expect((await openCorpus([put('news.csv', news.join(''))])).fields).toMatchObject({
      shape: 'classification',
      prompt: ['text1', 'text2'],
      label: 'label',
    });
  });

  it('fastText lines', async () => {
    const path = put(
      'fast.txt',
      '__label__pos a good one\n__label__neg __label__dull a bad one\n'.repeat(10),
    );
    const corpus = await openCorpus([path]);
    const labels: unknown[] = [];
    for await (const { rows } of readRows(corpus, 0)) labels.push(...rows.map(({ outcome }) => outcome));
    expect(labels.slice(0, 2)).toEqual([
      { kind: 'label', label: 'pos' },
      { kind: 'label', label: 'neg dull' },
    ]);
  });
});
