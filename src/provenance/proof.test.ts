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
  const rows = Array.from({ length: 61 }, (_, i) => record(i));
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
      ['b.jsonl', 22],
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
    await expect(proveRow(set, '../a.jsonl', 1)).rejects.toThrow('no file');
  });

  it('shows that a row is not there, whatever its place among the others', async () => {
    const sides = new Set<string>();
    const digests = [
      Buffer.alloc(32),
      Buffer.alloc(32, 255),
      ...Array.from({ length: 40 }, (_, i) => contentDigest({ other: i })),
    ];
    for (const content of digests) {
      const proof = (await proveContent(set, content)) as Absence;
      expect(holds(proof)).toEqual({ kind: 'absence', content: content.toString('hex'), rows: 63 });
      sides.add(`${proof.below ? 'below' : ''}${proof.above ? 'above' : ''}`);
    }
    expect(sides).toEqual(new Set(['above', 'below', 'belowabove']));
    expect(set.manifest.set.contents.count).toBe(61);
  });

  it('of absence cannot be made for a row that is there', async () => {
    const content = contentDigest(record(5)).toString('hex');
    const near = (await proveContent(set, contentDigest(record(999)))) as Absence;
    const refuses = (change: Partial<Absence>, why: RegExp) =>
      expect(() => holds({ ...near, content, ...change })).toThrow(why);
    refuses({}, /both sides|next to/);
    refuses({ below: undefined }, /both sides|next to/);
    refuses({ above: undefined }, /both sides|next to/);
    refuses({ below: undefined, above: undefined }, /next to/);
    refuses(
      { set: { ...near.set, contents: { count: 0, root: near.set.contents.root } } },
      /not under the root/,
    );
    // Two neighbours of its own, with the row between them left out.
    const all: string[] = [];
    const { sortedContents } = await import('./sorted-contents.ts');
    for await (const batch of sortedContents(set.recordsPath, 63))
      for (const hash of batch) all.push(hash.toString('hex'));
    const at = all.indexOf(content);
    const beside = async (i: number) => {
      const target = Buffer.from(all[i], 'hex');
      target[31] ^= 1;
      const proof = (await proveContent(set, target)) as Absence;
      return [proof.below, proof.above].find((side) => side?.content === all[i]);
    };
    refuses({ below: await beside(at - 1), above: await beside(at + 1) }, /next to/);
  });

  it('does not hold when any of it is changed', async () => {
    const inclusion = await proveRow(set, 'a.jsonl', 7);
    const absence = (await proveContent(set, contentDigest({ no: 1 }))) as Absence;
    const flipped = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
    const forged: Inclusion[] = [
      { ...inclusion, row: 8 },
      { ...inclusion, record: flipped(inclusion.record) },
      { ...inclusion, path: inclusion.path.slice(1) },
      { ...inclusion, path: [...inclusion.path, inclusion.root] },
      { ...inclusion, path: [...inclusion.path, inclusion.path[0]] },
      { ...inclusion, file: { ...inclusion.file, path: 'z.jsonl' } },
      { ...inclusion, file: { ...inclusion.file, rows: 42 } },
      { ...inclusion, entry: { ...inclusion.entry, index: 0 } },
    ];
    for (const proof of forged) expect(() => holds(proof)).toThrow(/not under|is not row/);
    expect(() => holds({ ...absence, content: absence.below?.content })).toThrow('both sides');
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
    const inclusion = await proveRow(set, 'a.jsonl', 0);
    const node = inclusion.path[0] + inclusion.path[1];
    expect(() => holds({ ...inclusion, record: node, path: inclusion.path.slice(2) })).toThrow('no proof');
    expect(() => holds({ ...inclusion, record: `${node}00000000`, path: inclusion.path.slice(2) })).toThrow(
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
