import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import { spansOf } from '../corpus/spans/of-file.ts';
import { attest } from './attest.ts';
import type { Comparison } from './compare.ts';
import { dataFiles, kindOf } from './data-files.ts';
import { openManifest, type OpenManifest } from './open-manifest.ts';
import { verify } from './verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-verify-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const question = (i: number) => ({
  instruction: `What is ${i} and ${i}?`,
  output: `It is ${2 * i}.`,
  source: `set-${i % 3}`,
});
const rows = (n: number) => Array.from({ length: n }, (_, i) => question(i));
const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function attested(
  name: string,
  files: Record<string, string | Buffer>,
): Promise<[string, OpenManifest]> {
  const data = join(scratch, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(data, path, '..'), { recursive: true });
    writeFileSync(join(data, path), content);
  }
  await attest({ paths: [data], out: `${data}-attested`, version: '0' });
  return [data, await openManifest(`${data}-attested`)];
}

const check = (data: string, against: OpenManifest) => verify({ paths: [data], against });
const short = ({ rows: changes }: Comparison) =>
  changes.map((change) => {
    const before = 'before' in change ? `${change.before.file}:${change.before.row}` : '';
    const after = 'after' in change ? `${change.after.file}:${change.after.row}` : '';
    return `${change.kind} ${before}>${after} ${change.source}`;
  });

describe('verify', () => {
  it('finds nothing in what is as it was', async () => {
    const [data, against] = await attested('same', { 'a.jsonl': lines(rows(50)), 'README.md': 'A card.' });
    expect(await check(data, against)).toEqual({ files: [], rows: [] });
    expect(against.manifest.set).toMatchObject({ files: 2, rows: 50, unreadable: 0, sources: 3 });
  });

  it('tells rows that were changed, removed, added, moved and rewritten apart', async () => {
    const before = rows(100);
    const [data, against] = await attested('edited', {
      'a.jsonl': lines(before),
      'b.jsonl': lines(rows(300).slice(200)),
    });
    const after: object[] = [...before];
    after[10] = { ...question(10), output: 'It is 21.' };
    after[20] = { source: 'set-2', output: question(20).output, instruction: question(20).instruction };
    const [moved] = after.splice(30, 1);
    after.splice(60, 0, moved);
    const [elsewhere] = after.splice(70, 1);
    after.splice(80, 1);
    after.push({ instruction: 'new', output: 'row', source: 'nobody' });
    writeFileSync(join(data, 'a.jsonl'), lines(after));
    writeFileSync(join(data, 'b.jsonl'), lines([elsewhere, ...rows(300).slice(200)]));
    const found = await check(data, against);
    expect(found.files).toEqual([
      { kind: 'changed', path: 'a.jsonl' },
      { kind: 'changed', path: 'b.jsonl' },
    ]);
    expect(short(found).sort()).toEqual([
      'added >a.jsonl:98 nobody',
      'changed a.jsonl:10>a.jsonl:10 set-1',
      'moved a.jsonl:30>a.jsonl:60 set-0',
      'moved a.jsonl:70>b.jsonl:0 set-1',
      'removed a.jsonl:81> set-0',
      'rewritten a.jsonl:20>a.jsonl:20 set-2',
    ]);
  });

  it('tells a file that is new, gone, renamed, or written otherwise', async () => {
    const csv = `instruction,output\n${rows(9)
      .map((r) => `${r.instruction},${r.output}\n`)
      .join('')}`;
    const [data, against] = await attested('files', {
      'gone.jsonl': lines(rows(5)),
      'old.jsonl': lines(rows(30).slice(20)),
      'script.py': 'print(1)\n',
      'rows.jsonl': lines(rows(60).slice(50)),
      'ends.csv': csv,
    });
    rmSync(join(data, 'gone.jsonl'));
    renameSync(join(data, 'old.jsonl'), join(data, 'zzz.jsonl'));
    writeFileSync(join(data, 'script.py'), 'print(2)\n');
    writeFileSync(join(data, 'new.jsonl'), lines(rows(400).slice(399)));
    // Another encoding under another name: the same rows.
    rmSync(join(data, 'rows.jsonl'));
    writeFileSync(join(data, 'rows.json'), JSON.stringify(rows(60).slice(50), null, 2));
    writeFileSync(join(data, 'ends.csv'), csv.slice(0, -1));
    const found = await check(data, against);
    expect(found.files).toEqual([
      { kind: 'frame', path: 'ends.csv' },
      { kind: 'removed', path: 'gone.jsonl' },
      { kind: 'added', path: 'new.jsonl' },
      { kind: 're-encoded', path: 'rows.json', before: 'rows.jsonl' },
      { kind: 'no-rows', path: 'script.py' },
      { kind: 'renamed', path: 'zzz.jsonl', before: 'old.jsonl' },
    ]);
    expect(short(found)).toEqual([
      ...[0, 1, 2, 3, 4].map((row) => `removed gone.jsonl:${row}> set-${row % 3}`),
      'added >new.jsonl:0 set-0',
    ]);
  });

  it('checks files at hand alone where it is asked to', async () => {
    const [data, against] = await attested('part', {
      'x/a.jsonl': lines(rows(5)),
      'x/b.jsonl': lines(rows(9)),
    });
    const one = (path: string) => verify({ paths: [join(data, path)], against, part: true });
    expect(await one('x/b.jsonl')).toEqual({ files: [], rows: [] });
    writeFileSync(join(data, 'x/b.jsonl'), lines(rows(8)));
    expect(short(await one('x/b.jsonl'))).toEqual(['removed x/b.jsonl:8> set-2']);
    writeFileSync(join(data, 'x/c.jsonl'), lines(rows(8)));
    await expect(one('x/c.jsonl')).rejects.toThrow('the manifest has no file c.jsonl');
  });
});

/** Every byte of these belongs to a known row, or to none. */
const formats: Record<string, Buffer> = {
  'a.jsonl': Buffer.from(`${lines(rows(12))}\n{"broken": \n"just a text"\n`),
  'b.csv': Buffer.from(
    `instruction,output,source\n"a ""quoted"" one",1,x\nplain,2,x\n"two\nlines",3,y\nlast,4,y`,
  ),
  'c.json': Buffer.from(JSON.stringify(rows(6), null, 1)),
  'd.txt': Buffer.from('one line\n\nanother line\r\nthe last'),
  'e.tsv': Buffer.from('sentence\tlabel\nfine film\t1\nbad film\t0\n'),
  'f.jsonl.gz': gzipSync(lines(rows(9))),
  'g.md': Buffer.from('# A card\n'),
};

describe('a flipped byte', () => {
  let data: string;
  let against: OpenManifest;
  /** By file, the row of each byte; -1 outside of rows. */
  const rowAt = new Map<string, Int32Array>();

  beforeAll(async () => {
    [data, against] = await attested('flips', formats);
    for (const file of await dataFiles([data])) {
      const kind = await kindOf(file, defaultLimits);
      if (kind === 'other' || kind.compression !== 'none') continue;
      const owner = new Int32Array(kind.bytes).fill(-1);
      let [at, row] = [0, 0];
      for await (const spans of spansOf(kind, defaultLimits)) {
        for (const span of spans) {
          if (span.kind === 'row') owner.fill(row++, at, at + span.bytes.length);
          at += span.bytes.length;
        }
      }
      rowAt.set(file.path, owner);
    }
  });

  const flips = Number(process.env.BEZOAR_FLIPS ?? 1000);
  it(`is found and located, ${flips} of ${flips} times`, { timeout: 600_000 }, async () => {
    let state = 1;
    const random = (below: number) => {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      return (state >>> 0) % below;
    };
    const names = Object.keys(formats);
    for (let i = 0; i < flips; i++) {
      const name = names[random(names.length)];
      const place = join(data, name);
      const at = random(formats[name].length);
      const byte = formats[name][at] ^ (1 << random(8));
      const handle = openSync(place, 'r+');
      writeSync(handle, Buffer.of(byte), 0, 1, at);
      const { files, rows: changes } = await check(data, against);
      writeSync(handle, formats[name], at, 1, at);
      closeSync(handle);
      const what = `byte ${at} of ${name} made ${byte}`;
      expect([what, files.map((file) => file.path)]).toEqual([what, [name]]);
      const row = rowAt.get(name)?.[at] ?? -1;
      if (row < 0) continue;
      const named = new Set(changes.flatMap((change) => ('before' in change ? [change.before.row] : [])));
      // A flipped line end joins its row to the next, or parts nothing: the file's frame is named then.
      const located =
        named.has(row) || (formats[name][at] === 0x0a && (named.has(row + 1) || files[0].kind === 'frame'));
      expect([what, located]).toEqual([what, true]);
      if (name === 'a.jsonl')
        for (const other of named) expect([what, other - row <= 1 && other >= row]).toEqual([what, true]);
    }
    expect(readFileSync(join(data, 'b.csv'))).toEqual(formats['b.csv']);
  });
});
