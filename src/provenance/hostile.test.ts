// Manifests, records and data by somebody who wants to be believed.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { manifestText, parseManifest, sealed, type FileEntry, type Manifest } from './manifest.ts';
import { leafHash, rootOf } from './merkle.ts';
import { openManifest } from './open-manifest.ts';
import { pageItems, pageTree } from './page-tree.ts';
import { recordBytes } from './row-records.ts';
import { verify } from './verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-hostile-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const data = join(scratch, 'data');
const out = join(scratch, 'attested');
const record = (i: number) => `{"text": "row ${i}", "label": ${i % 2}}`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${record(from + i)}\n`).join('');

beforeEach(async () => {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  writeFileSync(join(data, 'a.jsonl'), lines(0, 200));
  writeFileSync(join(data, 'b.jsonl'), lines(200, 270));
  await attest({ paths: [data], out, version: '0', fresh: true });
});

const manifest = () => parseManifest(readFileSync(join(out, 'manifest.json'), 'utf8'), 'm');
const check = async () => verify({ paths: [data], against: await openManifest(out) });
/** Written as somebody without the key would: in itself it is right. */
function reseal(change: (content: Manifest) => Partial<Manifest>): void {
  const old = manifest();
  const { set, files, sources } = { ...old, ...change(old) };
  writeFileSync(join(out, 'manifest.json'), manifestText(sealed({ set, files, sources }, '0')));
}
const withFile =
  (change: Partial<FileEntry>) =>
  ({ files: [firstFile, ...restFiles] }: Manifest) => ({
    files: [{ ...firstFile, ...change }, ...restFiles],
  });

describe('a manifest', () => {
  it.each(['../a.jsonl', '/etc/passwd', 'x/../../a', 'a\\b', 'C:/a', 'a//b', './a', '', 'a\0b', '..'])(
    'names no path outside: %j',
    (path) => {
      reseal(withFile({ path }));
      expect(() => manifest()).toThrow(/is no manifest of this version/);
    },
  );

  it('is refused when its entries are not what its root says', () => {
    const text = readFileSync(join(out, 'manifest.json'), 'utf8');
    const [, digest] = /"sha256":"([0-9a-f]{64})"/.exec(text)!;
    const swapped = text.replace(
      digest,
      digest.replace(/./, (c) => (c === '0' ? '1' : '0')),
    );
    expect(() => parseManifest(swapped, 'm')).toThrow('its root is not that of its entries');
  });

  it('is refused when files are twice, out of order, missing, or do not add up', () => {
    const cases: [(m: Manifest) => Partial<Manifest>, RegExp][] = [
      [({ files }) => ({ files: [...files].reverse() }), /not in order/],
      [({ files }) => ({ files: [files[0], files[0]] }), /not in order/],
      [({ files }) => ({ files: files.slice(1) }), /missing/],
      [({ set }) => ({ set: { ...set, rows: 1 } }), /add up/],
      [({ sources }) => ({ sources: [sources[0], sources[0]] }), /twice/],
      [({ set }) => ({ set: { ...set, rows: -1 } }), /rows/],
      [({ set }) => ({ set: { ...set, bytes: 2 ** 60 } }), /bytes/],
    ];
    const old = readFileSync(join(out, 'manifest.json'));
    for (const [change, why] of cases) {
      reseal(change);
      expect(() => manifest()).toThrow(why);
      writeFileSync(join(out, 'manifest.json'), old);
    }
  });

  it('may be any text', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of [
      '',
      '{}',
      '[]',
      'null',
      '{"__proto__": {"root": 1}}',
      deep,
      '{"schemaVersion":"1.0"}',
    ])
      expect(() => parseManifest(text, 'm')).toThrow(/is no manifest of this version/);
  });
});

describe('row records', () => {
  const records = join(out, 'rows.bin');

  it('that are cut off or doubled are refused', async () => {
    writeFileSync(join(data, 'a.jsonl'), lines(1, 200));
    truncateSync(records, 270 * recordBytes - 1);
    await expect(check()).rejects.toThrow('another number of rows');
    appendFileSync(records, Buffer.alloc(1 + recordBytes));
    await expect(check()).rejects.toThrow('another number of rows');
    rmSync(records);
    await expect(check()).rejects.toThrow('there is no');
  });

  it('that were changed, or exchanged between rows or files, are refused', async () => {
    writeFileSync(join(data, 'a.jsonl'), lines(1, 200));
    const good = readFileSync(records);
    const swap = (i: number, j: number) => {
      const bytes = Buffer.from(good);
      good.copy(bytes, i * recordBytes, j * recordBytes, (j + 1) * recordBytes);
      good.copy(bytes, j * recordBytes, i * recordBytes, (i + 1) * recordBytes);
      return bytes;
    };
    const source = Buffer.from(good);
    source.writeUInt32LE(7, recordBytes - 4);
    for (const bytes of [swap(3, 4), swap(0, 199), swap(5, 205), source]) {
      writeFileSync(records, bytes);
      await expect(check()).rejects.toThrow('have another root');
    }
  });

  it('keep pages apart from nodes, and pages of one split from those of another', () => {
    const items = Buffer.alloc(130 * 32, 7);
    const whole = pageTree(32);
    whole.add(items);
    const root = whole.root();
    const pages = [0, 1, 2].map((i) =>
      leafHash(items.subarray(i * pageItems * 32, (i + 1) * pageItems * 32)),
    );
    expect(root).toBe(rootOf(pages).toString('hex'));
    // Two hashes side by side are as long as a page of two contents: its prefix is another.
    const node = Buffer.concat([pages[0], pages[1]]);
    expect(rootOf([leafHash(node), pages[2]]).toString('hex')).not.toBe(root);
    const halves = [0, 1, 2, 3, 4].map((i) => leafHash(items.subarray(i * 32 * 32, (i + 1) * 32 * 32)));
    expect(rootOf(halves).toString('hex')).not.toBe(root);
  });
});

describe('data', () => {
  it('that is a link to somewhere else is read there, and a circle is refused', async () => {
    copyFileSync(join(data, 'a.jsonl'), join(scratch, 'elsewhere.jsonl'));
    rmSync(join(data, 'a.jsonl'));
    symlinkSync(join(scratch, 'elsewhere.jsonl'), join(data, 'a.jsonl'));
    expect(await check()).toEqual({ files: [], rows: [] });
    symlinkSync(data, join(data, 'circle'));
    await expect(check()).rejects.toThrow('leads back');
    rmSync(join(data, 'circle'));
    symlinkSync('nowhere', join(data, 'gone'));
    await expect(check()).rejects.toThrow('leads nowhere');
  });

  it('with a pipe in it does not wait for anybody', async () => {
    execFileSync('mkfifo', [join(data, 'pipe.jsonl')]);
    expect(await check()).toEqual({ files: [], rows: [] });
  });

  it('is told apart to the byte where its text is not', async () => {
    const invalid = (bad: number) =>
      Buffer.concat([Buffer.from('{"text": "'), Buffer.of(bad), Buffer.from('"}\n')]);
    writeFileSync(
      join(data, 'a.jsonl'),
      Buffer.concat([
        invalid(0xff),
        invalid(0xfe),
        Buffer.from('{"a":1}\n{"a":1.0}\n{"a":"1"}\n{"a":1,"a":2}\n'),
      ]),
    );
    const { manifest: made } = await attest({ paths: [data], out, version: '0' });
    expect(made.set.rows).toBe(76);
    const records = readFileSync(join(out, 'rows.bin'));
    const part = (row: number, from: number) =>
      records.subarray(row * recordBytes + from, row * recordBytes + from + 32).toString('hex');
    expect(part(0, 32)).toBe(part(1, 32));
    expect(part(0, 0)).not.toBe(part(1, 0));
    expect([part(2, 32) === part(3, 32), part(3, 32) === part(4, 32), part(5, 32) === part(2, 32)]).toEqual([
      true,
      false,
      false,
    ]);
    writeFileSync(
      join(data, 'a.jsonl'),
      Buffer.concat([
        invalid(0xfe),
        invalid(0xfe),
        Buffer.from('{"a":1}\n{"a":1.0}\n{"a":"1"}\n{"a":1,"a":2}\n'),
      ]),
    );
    expect((await check()).rows).toMatchObject([{ kind: 'rewritten', before: { row: 0 } }]);
  });

  it('covers every byte of a row that is longer than a record may be', async () => {
    const limits = { recordBytes: 1000 };
    const long = (last: string) => `{"text": "${'x'.repeat(300_000)}${last}"}\n`;
    writeFileSync(join(data, 'a.jsonl'), long('a') + long('b'));
    await attest({ paths: [data], out, version: '0', limits });
    const against = await openManifest(out);
    expect(against.manifest.set.unreadable).toBe(2);
    writeFileSync(join(data, 'a.jsonl'), long('a') + long('c'));
    expect((await verify({ paths: [data], against, limits })).rows).toMatchObject([
      { kind: 'changed', before: { row: 1 } },
    ]);
  });

  it('may be empty, blank or of rows that are none', async () => {
    writeFileSync(join(data, 'empty.jsonl'), '');
    writeFileSync(join(data, 'blank.jsonl'), '\n\n \n');
    writeFileSync(join(data, 'none.jsonl'), 'no\njson\n');
    const { manifest: made } = await attest({ paths: [data], out, version: '0' });
    expect(made.files.map(({ path, rows, unreadable }) => [path, rows, unreadable])).toEqual([
      ['a.jsonl', 200, 0],
      ['b.jsonl', 70, 0],
      ['blank.jsonl', 0, 0],
      ['empty.jsonl', 0, 0],
      ['none.jsonl', expect.any(Number), expect.any(Number)],
    ]);
    writeFileSync(join(data, 'empty.jsonl'), 'x');
    expect((await check()).files).toEqual([{ kind: 'no-rows', path: 'empty.jsonl' }]);
  });
});
