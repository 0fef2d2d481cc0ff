import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { openCorpus } from './open.ts';
import type { OpenOptions } from './open.ts';
import { readRows } from './read-rows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bezoar-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const alpaca = (count: number): object[] =>
  Array.from({ length: count }, (_, i) => ({ instruction: `do ${i}`, input: '', output: `done ${i}` }));
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function refused(paths: readonly string[], options?: OpenOptions): Promise<UsageError> {
  const error = await openCorpus(paths, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}

async function read(paths: readonly string[], options?: OpenOptions) {
  const corpus = await openCorpus(paths, options);
  let rows = 0;
  const unreadable: string[] = [];
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    for await (const batch of readRows(corpus, shard)) {
      rows += batch.rows.length;
      unreadable.push(...batch.unreadable.map(({ row, line, reason }) => `${row}@${line} ${reason}`));
    }
  }
  return { corpus, rows, unreadable };
}

describe('what the user names', () => {
  it('a dataset folder: its data, and not what describes it', async () => {
    put('README.md', '# data');
    put('dataset_infos.json', '{}');
    put('dataset_info.json', '{}');
    put('LICENSE.txt', 'free');
    put('notes.txt', 'a note');
    put('.git/objects/x.json', '{}');
    put('data/train-00001-of-00002.jsonl', lines(alpaca(3)));
    put('data/train-00000-of-00002.jsonl', lines(alpaca(2)));
    put('alpaca_data.json', JSON.stringify(alpaca(4)));
    const { corpus, rows } = await read([folder]);
    expect(corpus.files.map(({ path }) => path.slice(folder.length))).toEqual([
      '/alpaca_data.json',
      '/data/train-00000-of-00002.jsonl',
      '/data/train-00001-of-00002.jsonl',
    ]);
    expect(rows).toBe(9);
    expect(corpus.notes).toHaveLength(1);
    expect(corpus.leftOut).toEqual([]);
  });

  it('a pattern, sorted; a file named twice is read once', async () => {
    put('b.jsonl', lines(alpaca(2)));
    put('a.jsonl', lines(alpaca(1)));
    const { corpus, rows } = await read([join(folder, '*.jsonl'), join(folder, 'a.jsonl')]);
    expect(corpus.files.map(({ path }) => path)).toEqual([join(folder, 'a.jsonl'), join(folder, 'b.jsonl')]);
    expect(rows).toBe(3);
    expect(corpus.notes[0].reason).toMatch(/more than once/);
  });

  it('a file whose name looks like a pattern', async () => {
    expect((await read([put('a[1]*.jsonl', lines(alpaca(2)))])).rows).toBe(2);
  });

  it.each([
    ['jsonl', lines(alpaca(5))],
    ['json', JSON.stringify(alpaca(5), null, 1)],
    ['gzip', gzipSync(lines(alpaca(5)))],
    [
      'tab-separated text',
      alpaca(5)
        .map((_, i) => `${i % 2 ? 'ham' : 'spam'}\ttext ${i}\n`)
        .join(''),
    ],
  ])('standard input that is %s', async (_kind, content) => {
    async function* stdin() {
      for (const byte of Buffer.from(content)) yield Buffer.from([byte]);
    }
    const { corpus, rows } = await read(['-'], { stdin: stdin() });
    expect(rows).toBe(5);
    expect(corpus.files[0].path).toBe('-');
  });

  it('a pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const source = put('x.jsonl', lines(alpaca(5)));
    const { spawn } = await import('node:child_process');
    spawn('sh', ['-c', 'cat "$0" > "$1"', source, path]);
    expect((await read([path])).rows).toBe(5);
  });
});

describe('what a file is', () => {
  it.each([
    ['lines.json', lines(alpaca(3)), 'jsonl'],
    ['array.jsonl', JSON.stringify(alpaca(3)), 'json'],
    ['array.csv', JSON.stringify(alpaca(3)), 'json'],
    ['really-gzip.jsonl', gzipSync(lines(alpaca(3))), 'jsonl'],
    ['plain.jsonl.gz', lines(alpaca(3)), 'jsonl'],
    ['no-extension', lines(alpaca(3)), 'jsonl'],
    [
      'pretty.json',
      alpaca(3)
        .map((row) => JSON.stringify(row, null, 2))
        .join('\n'),
      'json',
    ],
    ['wrapped.json', JSON.stringify({ data: alpaca(3) }), 'json'],
    [
      'one-a-line.json',
      `[\n${alpaca(3)
        .map((row) => JSON.stringify(row))
        .join(',\n')}\n]`,
      'json',
    ],
    ['upper.JSONL', lines(alpaca(3)), 'jsonl'],
    ['table.txt', 'text\tlabel\nx\t1\ny\t0\nz\t1\n', 'tsv'],
    ['lyrics.txt', '[Chorus]\n{oh}\nla la\n', 'text'],
  ])('%s', async (name, content, format) => {
    const { corpus, rows } = await read([put(name, content)]);
    expect(corpus.files[0].format).toBe(format);
    expect(rows).toBe(3);
  });

  it('is noted when its name says something else', async () => {
    const { corpus } = await read([put('array.jsonl', JSON.stringify(alpaca(3)))]);
    expect(corpus.notes[0].reason).toBe('its name says jsonl: read as json, which it is');
  });
});

describe('what cannot be scanned says why', () => {
  it.each([
    ['x.jsonl', '', 'empty', /is empty/],
    ['x.jsonl.gz', gzipSync(''), 'empty', /is empty/],
    ['x.jsonl', ' \n\n', 'nothing-to-scan', /no row/],
    ['x.jsonl', 'hello\nworld\n', 'wrong-kind', /neither JSON nor JSONL, though its name says jsonl/],
    ['x.json', 'hello', 'wrong-kind', /neither JSON nor JSONL/],
    ['x.parquet', 'hello, this is a page', 'wrong-kind', /though its name says parquet/],
    ['x.parquet', 'PAR1 and no more than this', 'truncated|wrong-kind', /Parquet/],
    ['x.arrow', 'ARROW1\0\0 and no more than this', 'truncated|wrong-kind', /Arrow/],
    ['x.jsonl', 'PK\x03\x04zip', 'wrong-kind', /zip archive/],
    ['x.csv', '\xff\xfet\0e\0x\0t\0', 'wrong-kind', /UTF-16/],
    ['x.bin', Buffer.alloc(100), 'wrong-kind', /binary/],
    ['x.jsonl.gz', gzipSync(lines(alpaca(3))).subarray(0, 15), 'truncated', /breaks off/],
    ['x.jsonl.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4]), 'truncated', /breaks off/],
    [
      'x.jsonl.gz',
      Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(30, 0xff)]),
      'wrong-kind',
      /damaged/,
    ],
    [
      'x.jsonl',
      lines([{ a: 'b', c: 'd' }]),
      'unknown-shape',
      /columns found are: a, c.*A record: \{"a":"b","c":"d"\}/,
    ],
  ])('%s: %j', async (name, content, code, message) => {
    const path = put(name, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
    const error = await refused([path]);
    expect(error.code).toMatch(new RegExp(`^(?:${code})$`));
    expect(error.message).toMatch(message);
    expect(error.message).toContain(path);
    expect(error.hint).not.toBe('');
  });

  it('no such file, and no match', async () => {
    expect((await refused([join(folder, 'no.jsonl')])).code).toBe('no-such-file');
    expect((await refused([join(folder, '*.jsonl')])).code).toBe('no-such-file');
  });

  it('an empty folder', async () => {
    const error = await refused([folder]);
    expect(error.code).toBe('nothing-to-scan');
    expect(error.message).toContain(folder);
  });

  it('a folder loop, where there is nothing else', async () => {
    mkdirSync(join(folder, 'in'));
    symlinkSync('..', join(folder, 'in', 'loop'));
    expect((await refused([folder])).code).toBe('folder-loop');
    symlinkSync('self', join(folder, 'self'));
    expect((await refused([join(folder, 'self')])).code).toBe('folder-loop');
  });

  it('a folder loop beside data is noted', async () => {
    put('in/x.jsonl', lines(alpaca(3)));
    symlinkSync('..', join(folder, 'in', 'loop'));
    const { corpus, rows } = await read([folder]);
    expect(rows).toBe(3);
    expect(corpus.notes[0].reason).toMatch(/folder loop/);
  });

  it.skipIf(process.getuid?.() === 0)('no permission (skipped for root, who has them all)', async () => {
    const path = put('x.jsonl', lines(alpaca(3)));
    chmodSync(path, 0);
    expect((await refused([path])).code).toBe('no-permission');
  });

  it('no column that --fields names', async () => {
    const path = put('x.jsonl', lines([{ a: 'b' }]));
    const error = await refused([path], { fields: 'document=z' });
    expect(error.code).toBe('bad-fields');
    expect(error.hint).toContain('a');
    expect((await read([path], { fields: 'document=a' })).rows).toBe(1);
  });

  it('the flag it proposes works', async () => {
    const path = put(
      'x.jsonl',
      lines(Array.from({ length: 9 }, (_, i) => ({ frage: `q${i}`, antwort: `a${i}` }))),
    );
    const { hint } = await refused([path]);
    const flag = /--fields (\S+)/.exec(hint)?.[1];
    expect(flag).toBe('prompt=frage,answer=antwort');
    expect((await read([path], { fields: flag })).corpus.fields.shape).toBe('instruction');
  });

  it('a hostile record is shown escaped and short', async () => {
    const path = put(
      'x.jsonl',
      lines([{ '\u001b[2Jx': '\u202e'.repeat(1000), y: Array.from({ length: 1e5 }, () => 1) }]),
    );
    const { message, hint } = await refused([path]);
    expect(message.length + hint.length).toBeLessThan(2000);
    // eslint-disable-next-line no-control-regex
    expect(message + hint).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('several files', () => {
  it('of which one is damaged: the rest is read and the gap is known', async () => {
    put('a.jsonl', lines(alpaca(3)));
    put('b.parquet', 'no parquet at all');
    put('c.jsonl', '');
    const { corpus, rows } = await read([folder]);
    expect(rows).toBe(3);
    expect(corpus.notes).toHaveLength(2);
    expect(corpus.leftOut.map(({ file }) => file)).toEqual([join(folder, 'b.parquet')]);
  });

  it('of which one has another layout: its rows are unreadable, each with the reason', async () => {
    put('a.jsonl', lines(alpaca(3)));
    put('b.jsonl', lines([{ text: 'x' }, { text: 'y' }]));
    const { corpus, rows, unreadable } = await read([folder]);
    expect(rows).toBe(3);
    expect(unreadable).toEqual(['0@1 no column "output"', '1@2 no column "output"']);
    expect(corpus.notes[0].reason).toMatch(/no row of it can be used/);
  });
});
