// Manifests, records, folders and rows written by somebody who wants `verify` to say what is not so, to hang or to fall over.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { canonical } from './canonical.ts';
import { dataFiles } from './data-files.ts';
import { dataVersion } from './data-version.ts';
import { defaultLimits } from '../corpus/reader.ts';
import { formats } from './formats/read-foreign.ts';
import { manifestText, parseManifest, sealed, type Manifest } from './manifest.ts';
import { includes, leafHash, prover, rootOf, tree } from './merkle.ts';
import { openManifest, recordsOf } from './open-manifest.ts';
import { pageTree } from './page-tree.ts';
import { digestBytes, recordBytes } from './row-records.ts';
import { descriptionNames } from './set-folder.ts';
import { verify } from './verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-hostile-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let made = 0;

function folder(files: Record<string, string | Buffer> = {}): string {
  const path = join(scratch, `d${made++}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `{"q":"row ${from + i}","source":"s${i % 3}"}\n`).join('');

async function attested(files: Record<string, string | Buffer>) {
  const data = folder(files);
  await attest({ paths: [data], out: `${data}-attested`, version: '0' });
  return { data, out: `${data}-attested`, open: await openManifest(`${data}-attested`) };
}

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

describe('a folder', () => {
  it('with pipes in it is read, without them; one that is named is refused', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    execFileSync('mkfifo', [join(data, 'pipe.jsonl')]);
    expect((await dataFiles([data])).map(({ path }) => path)).toEqual(['a.jsonl']);
    await expect(dataFiles([join(data, 'pipe.jsonl')])).rejects.toThrow('neither file nor folder');
    await expect(dataFiles(['/dev/zero'])).rejects.toThrow('neither file nor folder');
  });

  it('in which a pipe has taken the place of a file has lost it', async () => {
    const { data, open } = await attested({ 'a.jsonl': lines(0, 3), 'b.jsonl': lines(3, 6) });
    rmSync(join(data, 'b.jsonl'));
    execFileSync('mkfifo', [join(data, 'b.jsonl')]);
    const { files } = await verify({ paths: [data], against: open });
    expect(files).toEqual([{ kind: 'removed', path: 'b.jsonl' }]);
  });

  it('that leads back to itself, or nowhere, is refused', async () => {
    const loop = folder({ 'x/a.jsonl': lines(0, 3) });
    symlinkSync('..', join(loop, 'x', 'up'));
    await expect(dataFiles([loop])).rejects.toThrow('leads back');
    const self = folder({ 'a.jsonl': lines(0, 3) });
    symlinkSync('self', join(self, 'self'));
    await expect(dataFiles([self])).rejects.toThrow('leads nowhere');
    await expect(dataFiles([join(self, 'gone')])).rejects.toThrow('There is no file');
  });

  it('may hold names that are no text only if they can be read', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const name = Buffer.concat([Buffer.from(`${data}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.jsonl')]);
    try {
      writeFileSync(name, '{}\n');
    } catch {
      return; // Some disks have no such names.
    }
    await expect(dataFiles([data])).rejects.toThrow('is not in UTF-8');
  });

  it.each(['a\\b.jsonl', 'c:x.jsonl'])(
    'with a file %j, which no manifest can name, is not attested',
    async (name) => {
      const data = folder({ [name]: lines(0, 3) });
      const asked = attest({ paths: [data], out: `${data}-attested`, version: '0' });
      await expect(asked).rejects.toThrow('cannot be named in a manifest');
      // And where it has come since, it is told.
      const { open, data: clean } = await attested({ 'a.jsonl': lines(0, 3) });
      writeFileSync(join(clean, name), lines(3, 4));
      const { files } = await verify({ paths: [clean], against: open });
      expect(files).toEqual([{ kind: 'added', path: name }]);
    },
  );

  it('with names as long and odd as a disk takes them is attested and verified', async () => {
    const long = Array.from({ length: 6 }, () => 'long'.repeat(50)).join('/');
    const names = [
      `${long}/a.jsonl`,
      'line\nfeed.jsonl',
      'esc\u001b[2J.jsonl',
      '\u202egpj.jsonl',
      '__proto__',
    ];
    const { data, open } = await attested(Object.fromEntries(names.map((name) => [name, '{"a":1}\n'])));
    expect(open.manifest.files.map(({ path }) => path).sort()).toEqual([...names].sort());
    expect(await verify({ paths: [data], against: open })).toEqual({ files: [], rows: [] });
  });

  it('holds nothing that is passed over but what was written with its manifest', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const out = join(data, 'attested');
    await attest({ paths: [data], out, version: '0' });
    const check = async () => (await verify({ paths: [data], against: await openManifest(out) })).files;
    expect(await check()).toEqual([]);
    writeFileSync(join(out, 'evil.jsonl'), lines(3, 4));
    writeFileSync(join(out, 'removed.jsonl'), lines(3, 4));
    expect((await check()).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'added attested/evil.jsonl',
      'added attested/removed.jsonl',
    ]);
    expect(descriptionNames).toEqual(expect.arrayContaining(formats.map(({ fileName }) => fileName)));
    expect(descriptionNames).toHaveLength(formats.length);
  });
});

describe('a part', () => {
  it('is held against the file in its own place', async () => {
    const { data, open } = await attested({ 'b.jsonl': lines(0, 3), 'x/b.jsonl': lines(3, 6) });
    const one = (path: string) => verify({ paths: [join(data, path)], against: open, part: true });
    for (const path of ['b.jsonl', 'x/b.jsonl']) expect(await one(path)).toEqual({ files: [], rows: [] });
    // Put in place of one another they are no longer what they were.
    copyFileSync(join(data, 'b.jsonl'), join(data, 'x/b.jsonl'));
    expect((await one('x/b.jsonl')).files).toEqual([{ kind: 'changed', path: 'x/b.jsonl' }]);
  });

  it('of two files that would be one is refused', async () => {
    const { open } = await attested({ 'x/b.jsonl': lines(0, 3) });
    const elsewhere = folder({ 'good/b.jsonl': lines(0, 3), 'evil/x/b.jsonl': lines(7, 9) });
    cpSync(join(elsewhere, 'good/b.jsonl'), join(elsewhere, 'x/b.jsonl'));
    const paths = [join(elsewhere, 'evil/x/b.jsonl'), join(elsewhere, 'x/b.jsonl')];
    await expect(verify({ paths, against: open, part: true })).rejects.toThrow('the same one');
  });

  it('says nothing of rows that there never were', async () => {
    const { data, open } = await attested({ 'a.jsonl': lines(0, 3), 'c.md': 'x' });
    const ask = (first: number, last: number, path = 'a.jsonl') =>
      verify({ paths: [join(data, path)], against: open, rows: { first, last } });
    expect((await ask(0, 2)).files).toEqual([]);
    await expect(ask(2, 3)).rejects.toThrow('attested with the rows 0 to 2');
    await expect(ask(0, 0, 'c.md')).rejects.toThrow('no rows');
    await expect(verify({ paths: [data], against: open, rows: { first: 0, last: 0 } })).rejects.toThrow(
      'one file',
    );
  });
});

describe('a file that changes while it is looked at', () => {
  it('is not described by rows of other bytes than were compared', async () => {
    const data = folder({ 'a.jsonl': lines(0, 3) });
    const version = await dataVersion(await dataFiles([data]), defaultLimits);
    expect((await version.rowsOf('a.jsonl')).rows).toBe(3);
    writeFileSync(join(data, 'a.jsonl'), lines(3, 9));
    await expect(version.rowsOf('a.jsonl')).rejects.toThrow('changed while it was being read');
  });
});

describe('rows', () => {
  async function recordsFor(content: string | Buffer, name = 'a.jsonl', limits = {}) {
    const data = folder({ [name]: content });
    await attest({ paths: [data], out: `${data}-attested`, version: '0', limits });
    const open = await openManifest(`${data}-attested`);
    const records = await recordsOf(open, name);
    const rows = Array.from({ length: records.length / recordBytes }, (_, i) => {
      const one = records.subarray(i * recordBytes);
      return {
        bytes: one.toString('hex', 0, digestBytes),
        content: one.toString('hex', digestBytes, 2 * digestBytes),
      };
    });
    return { rows, entry: open.manifest.files[0], data, open };
  }

  it('that decode to the same text are told apart by their bytes', async () => {
    const invalid = (...bytes: number[]) =>
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}\n')]);
    const { rows } = await recordsFor(
      Buffer.concat([invalid(0xff), invalid(0xfe), Buffer.from('{"a":"\ufffd"}\n'), invalid(0xc0)]),
    );
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(4);
  });

  it('have one content however it is written, and another where it is another', async () => {
    const same = ['{"a":1,"b":"x"}', '{"b":"x","a":1.0}', ' {"a":1e0 , "b":"\\u0078","c":null}'];
    const others = [
      '{"a":"1","b":"x"}',
      '{"a":1,"b":"X"}',
      '{"a":1,"b":["x"]}',
      '{"a":1,"b":{"x":1}}',
      '{"a":true,"b":"x"}',
    ];
    const { rows } = await recordsFor([...same, ...others].map((row) => `${row}\n`).join(''));
    const contents = rows.map(({ content }) => content);
    expect(new Set(contents.slice(0, same.length)).size).toBe(1);
    expect(new Set(contents).size).toBe(1 + others.length);
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(rows.length);
  });

  it('with a key twice are told apart from those without', async () => {
    const { rows } = await recordsFor('{"a":1,"a":2}\n{"a":2}\n{"a":1}\n{"a":2,"a":1}\n');
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(4);
    // As every reader has it, the last one holds.
    expect(rows[0].content).toBe(rows[1].content);
    expect(rows[2].content).toBe(rows[3].content);
    expect(rows[0].content).not.toBe(rows[2].content);
  });

  it('that are too long to be read are hashed to their last byte', async () => {
    const long = (end: string) => `{"a":1}\n{"b":"${'x'.repeat(5000)}${end}"}\n{"c":1}\n`;
    const limits = { recordBytes: 1000 };
    const [one, other] = [
      await recordsFor(long('a'), 'a.jsonl', limits),
      await recordsFor(long('b'), 'a.jsonl', limits),
    ];
    expect(one.entry).toMatchObject({ rows: 3, unreadable: 1 });
    expect(one.rows[1]).not.toEqual(other.rows[1]);
    expect([one.rows[0], one.rows[2]]).toEqual([other.rows[0], other.rows[2]]);
    writeFileSync(join(one.data, 'a.jsonl'), long('b'));
    const found = await verify({ paths: [one.data], against: one.open, limits });
    expect(found.rows.map((change) => 'before' in change && change.before.row)).toEqual([1]);
  });

  it('that are none at all are hashed all the same', async () => {
    const { entry, rows } = await recordsFor('{"a":1}\n{"a":\nnothing\n{"b":\n[1,2]\n"text"\n\n  \n42\n');
    expect(entry).toMatchObject({ rows: 7, unreadable: 6 });
    expect(new Set(rows.map(({ bytes }) => bytes)).size).toBe(7);
    for (const blank of ['', '\n', ' \n\t\n']) {
      const { entry: none, data, open } = await recordsFor(blank, 'b.jsonl');
      expect(none).toMatchObject({ rows: 0, unreadable: 0 });
      expect(await verify({ paths: [data], against: open })).toEqual({ files: [], rows: [] });
      writeFileSync(join(data, 'b.jsonl'), `${blank} `);
      expect((await verify({ paths: [data], against: open })).files).toEqual([
        { kind: 'no-rows', path: 'b.jsonl' },
      ]);
    }
  });

  it('called as the name for further sources, or as nothing, are of one source like all others', async () => {
    const names = ['(further sources)', '__proto__', 'a.jsonl', 'constructor'];
    const { open } = await recordsFor(
      [...names, ''].map((source) => `${JSON.stringify({ a: 1, source })}\n`).join(''),
    );
    // A row that names no source is of its file.
    expect(open.manifest.sources.map(({ name, rows }) => [name, rows])).toEqual(
      names.map((name) => [name, name === 'a.jsonl' ? 2 : 1]),
    );
    expect(canonical(open.manifest)).toContain('__proto__');
  });
});
