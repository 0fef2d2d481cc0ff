import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attest } from './attest.ts';
import { contentDigest } from './canonical.ts';
import { openManifest, type OpenManifest } from './open-manifest.ts';
import { checkProof, parseProof, type Absence, type Inclusion } from './proof.ts';
import { proveContent, proveRow } from './prove.ts';
import { sortedContents } from './sorted-contents.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-proof-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const record = (i: number) => ({ text: `row ${i}`, label: String(i % 2) });
let set: OpenManifest;

async function attested(name: string, files: Record<string, readonly object[]>): Promise<OpenManifest> {
  const data = join(scratch, name);
  for (const [path, rows] of Object.entries(files)) {
    writeFileSync(join(scratch, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  const paths = Object.keys(files).map((path) => join(scratch, path));
  await attest({ paths, out: data, version: '0' });
  return openManifest(data);
}

beforeAll(async () => {
  const rows = Array.from({ length: 201 }, (_, i) => record(i));
  // One row is there three times.
  set = await attested('set', {
    'a.jsonl': rows.slice(0, 41),
    'b.jsonl': [...rows.slice(41), record(3), record(3)],
  });
});

const holds = (proof: unknown, root = set.manifest.root) =>
  checkProof(parseProof(JSON.stringify(proof), 'p.json'), root);

describe('a proof', () => {
  it('shows each row where it is', async () => {
    for (const [file, rows] of [
      ['a.jsonl', 41],
      ['b.jsonl', 162],
    ] as const) {
      for (let row = 0; row < rows; row++) {
        const proved = holds(await proveRow(set, file, row));
        expect(proved).toMatchObject({ kind: 'inclusion', file, row });
      }
    }
    const content = contentDigest(record(17));
    expect(holds(await proveContent(set, content))).toMatchObject({
      file: 'a.jsonl',
      row: 17,
      content: content.toString('hex'),
    });
    await expect(proveRow(set, 'a.jsonl', 41)).rejects.toThrow('41 rows');
    await expect(proveRow(set, '../z.jsonl', 1)).rejects.toThrow('no file');
  });

  it('shows that a row is not there, whatever its place among the others', async () => {
    const shown = new Set<string>();
    const digests = [
      Buffer.alloc(32),
      Buffer.alloc(32, 255),
      ...Array.from({ length: 40 }, (_, i) => contentDigest({ other: i })),
    ];
    for (const content of digests) {
      const proof = (await proveContent(set, content)) as Absence;
      expect(holds(proof)).toEqual({ kind: 'absence', content: content.toString('hex'), rows: 203 });
      shown.add(proof.pages.map(({ index }) => index).join());
    }
    // 201 contents are three pages of 64 and one of 9.
    expect([...shown].sort()).toEqual(['0', '0,1', '1,2', '2,3', '3']);
    expect(set.manifest.set.contents.count).toBe(201);
  });

  it('of absence can be had of a set of one row, and of one of none', async () => {
    const one = await attested('one', { 'one.jsonl': [record(1)] });
    const none = await attested('none', { 'none.md': [] });
    for (const each of [one, none]) {
      for (const content of [Buffer.alloc(32), Buffer.alloc(32, 255)])
        expect(holds(await proveContent(each, content), each.manifest.root)).toMatchObject({
          kind: 'absence',
        });
    }
  });

  it('of absence cannot be made for a row that is there', async () => {
    const hashes: string[] = [];
    for await (const block of sortedContents(set.recordsPath, 203))
      hashes.push(...(block.toString('hex').match(/.{64}/g) ?? []));
    const pages = await Promise.all(
      [Buffer.alloc(32), Buffer.from(hashes[100], 'hex'), Buffer.alloc(32, 255)].map(async (content, i) => {
        // One bit off stands where the row itself would.
        if (i === 1) content[31] ^= 1;
        return ((await proveContent(set, content)) as Absence).pages;
      }),
    );
    const near = (await proveContent(set, Buffer.alloc(32))) as Absence;
    const [first, middle, last] = [pages[0][0], pages[1], pages[2][0]];
    const content = hashes[100];
    const refuses = (change: Partial<Absence>, why: RegExp) =>
      expect(() => holds({ ...near, content, ...change })).toThrow(why);
    refuses({ pages: middle }, /is in the set/);
    refuses({ pages: [] }, /does not belong/);
    refuses({ pages: [first] }, /does not belong/);
    refuses({ pages: [last] }, /does not belong/);
    refuses({ pages: [first, last] }, /next to one another/);
    const without = middle.map((one) => ({ ...one, hashes: one.hashes.replace(content, '') }));
    refuses({ pages: without }, /not of the set/);
    refuses({ pages: middle.map((one) => ({ ...one, index: one.index + 1 })) }, /not of the set/);
    refuses({ set: { ...near.set, contents: { ...near.set.contents, count: 0 } } }, /not under the root/);
  });

  it('does not hold when any of it is changed', async () => {
    const inclusion = await proveRow(set, 'b.jsonl', 70);
    const absence = (await proveContent(set, contentDigest({ no: 1 }))) as Absence;
    const flipped = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
    const forged: Inclusion[] = [
      { ...inclusion, row: 7 },
      { ...inclusion, row: 134 },
      { ...inclusion, records: flipped(inclusion.records) },
      { ...inclusion, path: inclusion.path.slice(1) },
      { ...inclusion, path: [...inclusion.path, inclusion.root] },
      { ...inclusion, path: [...inclusion.path, inclusion.path[0]] },
      { ...inclusion, file: { ...inclusion.file, path: 'z.jsonl' } },
      { ...inclusion, file: { ...inclusion.file, rows: 163 } },
      { ...inclusion, entry: { ...inclusion.entry, index: 0 } },
    ];
    for (const proof of forged) expect(() => holds(proof)).toThrow(/not under|is not row/);
    expect(() => holds({ ...absence, content: absence.pages[0].hashes.slice(0, 64) })).toThrow(
      'is in the set',
    );
    expect(() => holds(inclusion, flipped(inclusion.root))).toThrow('another set');
    expect(() => holds({ ...inclusion, root: flipped(inclusion.root) }, flipped(inclusion.root))).toThrow(
      'under the root',
    );
    expect(() => holds({ ...inclusion, kind: 'absence' })).toThrow('no proof');
    expect(() => holds({ ...inclusion, more: 1 })).toThrow('no proof');
    expect(() => holds({ ...inclusion, file: { ...inclusion.file, path: '../../etc/passwd' } })).toThrow(
      'no proof',
    );
  });

  it('takes no node for a row', async () => {
    // 64 bytes of two hashes are not the 68 of a record, and nodes are hashed behind another byte.
    const inclusion = await proveRow(set, 'b.jsonl', 0);
    const node = inclusion.path[0] + inclusion.path[1];
    expect(() => holds({ ...inclusion, records: node, path: inclusion.path.slice(2) })).toThrow('no proof');
    expect(() => holds({ ...inclusion, records: `${node}00000000`, path: inclusion.path.slice(2) })).toThrow(
      'is not row',
    );
  });

  it('is refused in plain words, whatever is given for one', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(() => holds(value)).toThrow(/is no proof/);
      }),
    );
  });
});
