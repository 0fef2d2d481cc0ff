// Manifests and records written by somebody who wants `verify` to say what is not so, to hang or to fall over.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { manifestText, parseManifest, sealed, type Manifest } from './manifest.ts';
import { includes, leafHash, prover, rootOf, tree } from './merkle.ts';
import { openManifest, recordsOf } from './open-manifest.ts';
import { pageTree } from './page-tree.ts';
import { digestBytes, recordBytes } from './row-records.ts';
import { verify } from './verify.ts';
import { attested, folder, lines } from '../../test/fixtures/small-sets.ts';

describe('a manifest', () => {
  let good: Manifest;
  beforeAll(async () => {
    good = (await attested({ 'a.jsonl': lines(0, 70), 'b.jsonl': lines(70, 80), 'c.md': 'x' })).open.manifest;
  });
  /** As its root says, for whoever has no key to heed. */
  const resealed = (files: Manifest['files'], sources = good.sources) =>
    manifestText(sealed({ set: { ...good.set, files: files.length }, files, sources }, '0'));
  const refused = (text: string, why: RegExp) => expect(() => parseManifest(text, 'm')).toThrow(why);

  it('that is good is read', () => {
    expect(parseManifest(manifestText(good), 'm')).toEqual(good);
  });

  it.each([
    '../a.jsonl',
    'x/../../a',
    '/etc/passwd',
    'a\\b',
    'C:\\a',
    'c:a',
    'a\0b',
    '',
    '.',
    './a',
    'a//b',
    'a/',
    `long/${'x'.repeat(4097)}`,
  ])('that names %.20j is refused', (path) => {
    const files = [{ ...good.files[0], path }, ...good.files.slice(1)];
    refused(resealed(files), /files\.0\.path: must be a relative path/);
  });

  it('with files twice, out of order, or missing is refused', () => {
    const [a, b, c] = good.files;
    refused(resealed([a, a, b, c]), /not in order, or one is twice/);
    refused(resealed([b, a, c]), /not in order/);
    refused(resealed([a, b]), /add up/);
    refused(resealed([a, { ...b, rows: b.rows + 1 }, c]), /rows do not add up/);
    refused(resealed([a, { ...b, bytes: b.bytes + 1 }, c]), /bytes do not add up/);
    const [one, ...rest] = good.sources;
    refused(resealed(good.files, [one, one, ...rest]), /a source is there twice/);
    refused(resealed(good.files, [{ ...one, rows: one.rows + 1 }, ...rest]), /its sources do not add up/);
  });

  it('with another root, or entries that are not under it, is refused', () => {
    refused(manifestText({ ...good, root: '0'.repeat(64) }), /its root is not that of its entries/);
    const [a, ...others] = good.files;
    refused(manifestText({ ...good, files: [{ ...a, sha256: '0'.repeat(64) }, ...others] }), /its root/);
    refused(manifestText({ ...good, sources: [...good.sources].reverse() }), /its root/);
  });

  it('with members that it should not have is refused, whatever they are called', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'more']) {
      const text = manifestText(good).replace('"kind":"file"', `"kind":"file","${key}":{"rows":1}`);
      try {
        // What the form drops is not under the root, and reaches nothing.
        expect(parseManifest(text, 'm')).toEqual(good);
      } catch (error) {
        expect(String(error)).toMatch(/is no manifest of this version/);
      }
      expect(({} as { rows?: number }).rows).toBeUndefined();
    }
  });

  it('with numbers that no count is, or nested beyond all measure, is refused', () => {
    for (const rows of ['9007199254740993', '1e400', '-1', '0.5', '"70"', 'null', '[]'])
      refused(manifestText(good).replace('"rows":70', `"rows":${rows}`), /files\.0\.rows/);
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    refused(`{"schemaVersion":${deep}}`, /is no manifest/);
    refused(manifestText(good).replace('"files": [', `"files": [${deep},`), /files\.0/);
    for (const text of ['', 'null', '[]', '42', '{}', '{"files":[]}', '\ufeff{}'])
      refused(text, /no manifest/);
  });

  it('with millions of wrong entries is refused at the first', () => {
    const text = manifestText(good).replace('"files": [', `"files": [${'0,'.repeat(3_000_000)}`);
    const started = performance.now();
    refused(text, /files\.0/);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it(
    'of very many files is read, and compared, in time that grows with them',
    { timeout: 60_000 },
    async () => {
      const empty = rootOf([]).toString('hex');
      const file = { ...good.files[2], rows: 0, rowsRoot: empty };
      const n = 40_000;
      const files = Array.from({ length: n }, (_, i) => ({
        ...file,
        path: `f${String(i).padStart(6, '0')}`,
      }));
      const set = { ...good.set, files: n, rows: 0, bytes: n, sources: 0 };
      const out = folder({ 'rows.bin': '' });
      writeFileSync(join(out, 'manifest.json'), manifestText(sealed({ set, files, sources: [] }, '0')));
      const started = performance.now();
      const found = await verify({ paths: [folder({ 'a.txt': 'y' })], against: await openManifest(out) });
      expect(found.files).toHaveLength(n + 1);
      // Some 3 s; a search for each file among all took minutes.
      expect(performance.now() - started).toBeLessThan(30_000);
    },
  );

  it('that is no file, or too large for one, is refused at once', async () => {
    const pipe = folder();
    execFileSync('mkfifo', [join(pipe, 'manifest.json')]);
    await expect(openManifest(pipe)).rejects.toThrow('is no file');
    const device = folder();
    symlinkSync('/dev/zero', join(device, 'manifest.json'));
    await expect(openManifest(device)).rejects.toThrow('is no file');
    const large = folder({ 'manifest.json': '' });
    truncateSync(join(large, 'manifest.json'), 2 ** 28 + 1);
    await expect(openManifest(large)).rejects.toThrow('larger than');
  });
});

describe('records', () => {
  const files = { 'a.jsonl': lines(0, 150), 'b.jsonl': lines(0, 150).replaceAll('row', 'other') };

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut short by a record', (b) => b.subarray(0, -recordBytes)],
    ['cut short by a byte', (b) => b.subarray(0, -1)],
    ['doubled', (b) => Buffer.concat([b, b])],
    ['with the last one twice', (b) => Buffer.concat([b, b.subarray(-recordBytes)])],
    ['empty', () => Buffer.alloc(0)],
  ])('%s do not belong to their manifest', async (_, change) => {
    const { data, out } = await attested(files);
    writeFileSync(join(out, 'rows.bin'), change(readFileSync(join(out, 'rows.bin'))));
    appendFileSync(join(data, 'a.jsonl'), '{"new":1}\n');
    await expect(verify({ paths: [data], against: await openManifest(out) })).rejects.toThrow(
      'another number of rows',
    );
  });

  const at = (row: number) => [row * recordBytes, (row + 1) * recordBytes] as const;
  it.each<[string, (bytes: Buffer) => unknown]>([
    [
      'two swapped',
      (b) => {
        const one = Buffer.from(b.subarray(...at(3)));
        b.copy(b, at(3)[0], ...at(4));
        one.copy(b, at(4)[0]);
      },
    ],
    ['one of another file', (b) => b.copy(b, at(0)[0], ...at(150))],
    [
      'those of two files swapped',
      (b) => {
        const a = Buffer.from(b.subarray(0, 150 * recordBytes));
        b.copy(b, 0, 150 * recordBytes);
        a.copy(b, 150 * recordBytes);
      },
    ],
    [
      'a page swapped with the next',
      (b) => {
        const page = Buffer.from(b.subarray(0, 64 * recordBytes));
        b.copy(b, 0, 64 * recordBytes, 128 * recordBytes);
        page.copy(b, 64 * recordBytes);
      },
    ],
    ['a source that is in no table', (b) => b.writeUInt32LE(2 ** 32 - 1, 2 * digestBytes)],
    ['one bit', (b) => (b[40] ^= 1)],
  ])('with %s are not those of the manifest', async (_, change) => {
    const { data, out } = await attested(files);
    const bytes = readFileSync(join(out, 'rows.bin'));
    change(bytes);
    writeFileSync(join(out, 'rows.bin'), bytes);
    appendFileSync(join(data, 'a.jsonl'), '{"new":1}\n');
    const open = await openManifest(out);
    await expect(recordsOf(open, 'a.jsonl')).rejects.toThrow('have another root');
    await expect(verify({ paths: [data], against: open })).rejects.toThrow('have another root');
    // Nor are they taken over: what is damaged is read again.
    const again = await attest({ paths: [data], out, version: '0' });
    expect(again.reused).toBeLessThan(2);
    const fresh = await attest({ paths: [data], out: `${out}-fresh`, version: '0' });
    expect(again.manifest.root).toBe(fresh.manifest.root);
  });
});

describe('a tree of pages', () => {
  const items = (n: number, bytes: number) =>
    Buffer.concat(Array.from({ length: n }, (_, i) => Buffer.alloc(bytes, i + 1)));
  const rootOfItems = (all: Buffer, bytes: number): string => {
    const pages = pageTree(bytes);
    pages.add(all);
    return pages.root();
  };

  it('has one root for each list of items, whatever their number', () => {
    for (const bytes of [digestBytes, recordBytes]) {
      const all = items(260, bytes);
      const roots = Array.from({ length: 261 }, (_, n) => rootOfItems(all.subarray(0, n * bytes), bytes));
      expect(new Set(roots).size).toBe(261);
    }
  });

  it('takes no page of two hashes for the node over them', () => {
    // 64 bytes are two contents, and also two nodes: the byte in front of them tells.
    const [left, right] = [leafHash(Buffer.from('left')), leafHash(Buffer.from('right'))];
    const node = rootOf([left, right]);
    const page = Buffer.concat([left, right]);
    expect(leafHash(page).equals(node)).toBe(false);
    expect(rootOfItems(page, digestBytes)).not.toBe(node.toString('hex'));
  });

  it('shows no inner node, and no other cut into pages, as a page', () => {
    const all = items(256, digestBytes);
    const hashes: Buffer[] = [];
    const pages = pageTree(digestBytes, (hash) => hashes.push(hash));
    pages.add(all);
    const root = Buffer.from(pages.root(), 'hex');
    const paths = hashes.map((_, i) => {
      const proof = prover(i, hashes.length);
      for (const hash of hashes) proof.add(hash);
      return proof.path();
    });
    expect(includes(root, hashes[2], 2, 4, paths[2])).toBe(true);
    // The pair of the first two pages, as if it were a page of two hashes, in trees of every size.
    const inner = Buffer.concat([hashes[0], hashes[1]]);
    for (let count = 1; count < 9; count++)
      for (let index = 0; index < count; index++)
        for (const path of [[], paths[0], paths[0].slice(1), paths[2], paths[2].slice(1)]) {
          expect(includes(root, leafHash(inner), index, count, path)).toBe(false);
          // Items cut otherwise: half pages, pages that begin elsewhere.
          for (const [from, to] of [
            [0, 32],
            [32, 96],
            [0, 128],
            [1, 65],
          ]) {
            const other = leafHash(all.subarray(from * digestBytes, to * digestBytes));
            expect(includes(root, other, index, count, path)).toBe(false);
          }
        }
    // The same pages under a tree of another shape.
    const lopsided = tree();
    for (const hash of [...hashes, hashes[3]]) lopsided.add(hash);
    expect(lopsided.root().equals(root)).toBe(false);
  });
});
