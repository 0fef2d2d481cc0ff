import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digestBytes, recordBytes } from './row-records.ts';
import { sortedContents } from './sorted-contents.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-contents-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function sorted(hashes: readonly Buffer[], aimed: number): Promise<string[]> {
  const records = Buffer.alloc(hashes.length * recordBytes);
  for (const [i, hash] of hashes.entries()) hash.copy(records, i * recordBytes + digestBytes);
  const path = join(scratch, 'rows.bin');
  writeFileSync(path, records);
  const all: string[] = [];
  for await (const block of sortedContents(path, hashes.length, aimed))
    for (let at = 0; at < block.length; at += digestBytes)
      all.push(block.toString('hex', at, at + digestBytes));
  return all;
}

const expected = (hashes: readonly Buffer[]) =>
  [...new Set(hashes.map((hash) => hash.toString('hex')))].sort();
const hash = (i: number) => createHash('sha256').update(String(i)).digest();
const numbers = Array.from({ length: 6000 }, (_, i) => i);

describe('contents', () => {
  it('come in order, each once, in one part or in many', async () => {
    const hashes = numbers.map((i) => hash(i % 5000));
    for (const aimed of [10_000, 500]) expect(await sorted(hashes, aimed)).toEqual(expected(hashes));
  });

  it('come in order though somebody chose how they begin', async () => {
    for (const zeros of [1, 2, 3]) {
      const hashes = numbers.map((i) => hash(i).fill(0, 0, zeros));
      expect(await sorted(hashes, 500)).toEqual(expected(hashes));
    }
  });

  it('are one where all rows are copies', async () => {
    expect(
      await sorted(
        numbers.map(() => hash(1)),
        500,
      ),
    ).toEqual(expected([hash(1)]));
  });
});
