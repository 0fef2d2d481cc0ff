import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { openManifest } from './open-manifest.ts';
import { verify } from './verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-attest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MiB = 2 ** 20;
const row = (i: number, source = `set-${i % 3}`) =>
  JSON.stringify({ url: `https://host-${i % 50}.org/${i}`, text: `row ${i} `.repeat(150), source });
const rows = (from: number, to: number, end = '\n') =>
  Array.from({ length: to - from }, (_, i) => row(from + i) + end).join('');

/** More than is hashed in one thread. */
const hostile: Readonly<Record<string, string | Buffer>> = {
  'a.jsonl': [
    '\u{feff}\n\r\n  \n',
    rows(0, 4000),
    '{"broken": \n"just a text"\n[1, 2]\nnull\n\u{feff}{"a": 1}\n',
    `${row(1, 'met late')}\r\n\r\n`,
    // Longer than a stretch, than two, and than a row may be.
    `${JSON.stringify({ text: 'x'.repeat(1.5 * MiB), source: 'long' })}\n`,
    `${JSON.stringify({ text: 'y'.repeat(2.5 * MiB), source: 'longer' })}\r\n`,
    `{"text":"${'z'.repeat(4 * MiB)}","source":"too long"}\n`,
    rows(4000, 8000, '\r\n'),
    `${' '.repeat(4095)}\n`.repeat(300),
    row(7, 'no line end'),
  ].join(''),
  // Rows of a few bytes, which are much larger as records.

  'b.txt': Array.from({ length: 100_000 }, (_, i) => `${i % 1000} and more\n`).join(''),
  'c.csv': `instruction,output,source\n"a ""quoted"" one",1,x\nplain,2,x\n"two\nlines",3,y\n`,
  'd.json': JSON.stringify(Array.from({ length: 50 }, (_, i) => JSON.parse(row(i, 'of d')) as object)),
  'e.jsonl.gz': gzipSync(rows(0, 2000)),
  'f/README.md': '# A card\n',
  'f/small.jsonl': rows(5, 20),
  'g.jsonl': Buffer.concat([
    Buffer.from(rows(0, 2000)),
    Buffer.of(0xff, 0xfe, 0x0a),
    Buffer.from(rows(0, 9)),
  ]),
  'h.bin': Buffer.alloc(2 * MiB, 7),
};
const limits = { recordBytes: 3 * MiB };

let data: string;
beforeAll(() => {
  data = join(scratch, 'hostile');
  for (const [path, content] of Object.entries(hostile)) {
    mkdirSync(join(data, path, '..'), { recursive: true });
    writeFileSync(join(data, path), content);
  }
});

const written = (out: string) =>
  ['manifest.json', 'rows.bin', 'seen.json'].map((n) => readFileSync(join(out, n)));

describe('attest', () => {
  it('writes the same, byte for byte, in one thread or several', async () => {
    const once = join(scratch, 'one');
    const { manifest } = await attest({ paths: [data], out: once, version: '0', limits, workers: 1 });
    expect(manifest.files.map(({ path, rows: n, unreadable }) => [path, n, unreadable])).toEqual([
      ['a.jsonl', 8010, 6],
      ['b.txt', 100_000, 0],
      ['c.csv', 3, 0],
      ['d.json', 50, 0],
      ['e.jsonl.gz', 2000, 0],
      ['f/README.md', 0, 0],
      ['f/small.jsonl', 15, 0],
      ['g.jsonl', 2010, 1],
      ['h.bin', 0, 0],
    ]);
    expect(manifest.sources.map(({ name }) => name)).toEqual([
      'set-0',
      'set-1',
      'set-2',
      'a.jsonl',
      'met late',
      'long',
      'longer',
      'no line end',
      'b.txt',
      'x',
      'y',
      'of d',
      'g.jsonl',
    ]);
    for (const workers of [2, 3, 8]) {
      const out = join(scratch, `by-${workers}`);
      const told: number[][] = [];
      const progress = (...bytes: number[]) => told.push(bytes);
      await attest({ paths: [data], out, version: '0', limits, workers, progress });
      expect(written(out).map((bytes, i) => bytes.equals(written(once)[i]))).toEqual([true, true, true]);
      expect(told.at(-1)).toEqual([manifest.set.bytes, manifest.set.bytes]);
      expect(told.every(([done], i) => i === 0 || done >= told[i - 1][0])).toBe(true);
    }
    // And again from what is known of them, one file aside.
    appendFileSync(join(data, 'f/small.jsonl'), '');
    writeFileSync(join(data, 'f/small.jsonl'), rows(5, 20));
    const { reused } = await attest({ paths: [data], out: once, version: '0', limits, workers: 2 });
    expect(reused).toBe(8);
    expect(readFileSync(join(once, 'manifest.json'))).toEqual(
      readFileSync(join(scratch, 'by-2', 'manifest.json')),
    );
    expect(await verify({ paths: [data], against: await openManifest(once), limits })).toEqual({
      files: [],
      rows: [],
    });
  });

  it.each([1, 2])('tells what is wrong with a file, with %i workers', async (workers) => {
    const broken = join(scratch, `broken-${workers}`);
    mkdirSync(broken);
    writeFileSync(join(broken, 'a.jsonl'), rows(0, 15_000));
    writeFileSync(join(broken, 'b.jsonl.gz'), gzipSync(rows(0, 2000)).subarray(0, 5000));
    writeFileSync(join(broken, 'c.jsonl'), rows(0, 3000));
    await expect(
      attest({ paths: [broken], out: `${broken}-attested`, version: '0', workers }),
    ).rejects.toMatchObject({ code: 'truncated', message: expect.stringContaining('b.jsonl.gz') as string });
  });

  it.each([1, 2])('ends when it is asked to, with %i workers', async (workers) => {
    const out = join(scratch, `ended-${workers}`);
    const stop = new AbortController();
    const progress = (done: number) => done > 2 * MiB && stop.abort(new Error('stopped'));
    const { signal } = stop;
    await expect(attest({ paths: [data], out, version: '0', workers, progress, signal })).rejects.toThrow(
      'stopped',
    );
    expect(() => readFileSync(join(out, 'manifest.json'))).toThrow('ENOENT');
  });
});

describe('a file that changes while it is attested', () => {
  const changes: Readonly<Record<string, (path: string) => void>> = {
    grows: (path) => appendFileSync(path, `${row(1)}\n`),
    shrinks: (path) => truncateSync(path, statSync(path).size - 1),
    'is another under the same name': (path) => {
      const { atime, mtime } = statSync(path);
      writeFileSync(`${path}.new`, readFileSync(path).reverse());
      utimesSync(`${path}.new`, atime, mtime);
      renameSync(`${path}.new`, path);
    },
    'is written to and its time set back': (path) => {
      const { atime, mtime } = statSync(path);
      const handle = openSync(path, 'r+');
      writeSync(handle, 'X', 100);
      closeSync(handle);
      utimesSync(path, atime, mtime);
    },
  };
  const files: Readonly<Record<string, () => Buffer>> = {
    'rows.jsonl': () => Buffer.from(rows(0, 15_000)),
    'rows.jsonl.gz': () => gzipSync(rows(0, 15_000), { level: 0 }),
    'rows.csv': () => Buffer.from(`text,label\n${`"${'some text '.repeat(200)}",1\n`.repeat(9000)}`),
  };
  const cases = Object.keys(changes).flatMap((how) =>
    Object.keys(files).flatMap((name) =>
      name === 'rows.csv' && how !== 'grows' ? [] : [1, 2].map((workers) => ({ how, name, workers })),
    ),
  );
  it.each(cases)('is refused: $name $how, $workers workers', async ({ how, name, workers }) => {
    const folder = join(scratch, `${name}-${how}-${workers}`.replaceAll(' ', '-'));
    mkdirSync(folder);
    const path = join(folder, name);
    writeFileSync(path, files[name]());
    expect(statSync(path).size).toBeGreaterThan(16 * MiB);
    let changed = false;
    const progress = (done: number) => {
      if (changed || done === 0) return;
      changed = true;
      changes[how](path);
    };
    await expect(
      attest({ paths: [path], out: `${folder}-attested`, version: '0', workers, progress }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(changed-file|truncated)$/) as string });
    expect(changed).toBe(true);
  });
});
