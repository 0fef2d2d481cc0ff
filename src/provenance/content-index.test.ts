import { describe, expect, it } from 'vitest';
import { contentIndex } from './content-index.ts';
import { digestBytes, recordBytes } from './row-records.ts';

/** Records whose contents begin with these 32 bits, low byte first, and are told apart by the rest. */
function beginning(starts: readonly number[]): Buffer {
  const records = Buffer.alloc(starts.length * recordBytes);
  for (const [row, start] of starts.entries()) {
    records.writeUInt32LE(start >>> 0, row * recordBytes + digestBytes);
    records.writeUInt32LE(row, row * recordBytes + digestBytes + 8);
  }
  return records;
}

describe('an index of contents', () => {
  it('gives each row once, the first of copies first', () => {
    const three = beginning([7, 7, 9]);
    const records = Buffer.concat([three, three]);
    const index = contentIndex(records, 0, 6);
    const taken = [0, 1, 2, 0, 1, 2, 0].map((row) => index.take(three, row));
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, -1]);
    expect(contentIndex(records, 3, 6).take(three, 0)).toBe(3);
    expect(contentIndex(records, 3, 3).take(three, 0)).toBe(-1);
  });

  it('is not slowed down by hashes that were chosen to stand side by side', () => {
    const n = 100_000;
    // A sixteenth of all, as anybody can have with sixteen trials a row: by the low bits, by the high ones, by counting up.
    const chosen = [
      (i: number) => Math.imul(i, 0x9e3779b1) & 0xfffc3fff,
      (i: number) => Math.imul(i, 0x9e3779b1) >>> 4,
      (i: number) => i,
    ];
    const started = performance.now();
    for (const start of chosen) {
      const records = beginning(Array.from({ length: n }, (_, i) => start(i)));
      const index = contentIndex(records, 0, n);
      expect(index.take(records, n - 1)).toBe(n - 1);
    }
    // Some 0.1 s; in one long stretch it would be minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
