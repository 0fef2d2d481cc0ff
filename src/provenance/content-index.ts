// Finds rows by their content hash: an open table over hashes that stay where they are, 12 bytes a row beside them.
import { randomInt } from 'node:crypto';
import { digestBytes, recordBytes } from './row-records.ts';

export interface ContentIndex {
  /** The first row of that content that nobody has taken yet, which it takes; -1 where there is none. */
  take(records: Buffer, row: number): number;
}

/** Over rows of `records` from `from` to `to`, exclusive. */
export function contentIndex(records: Buffer, from: number, to: number): ContentIndex {
  const n = Math.max(0, to - from);
  const bits = Math.ceil(Math.log2(2 * n + 2));
  const slots = 2 ** bits;
  // Whoever makes the rows can have their hashes begin as they like, some bits at a time, and so fill one stretch of the table,
  // which every search would walk through. Not where the slot hangs on a number that is drawn for each table.
  const drawn = randomInt(2 ** 31) * 2 + 1;
  /** Row + 1 of the first row of a content; 0 for an empty slot, -1 where all were taken. */
  const heads = new Int32Array(slots);
  /** The next row of the same content, + 1. */
  const next = new Int32Array(n);

  /** The slot of a content: its own, or the empty one where it would stand. */
  const slotOf = (hashes: Buffer, row: number, firstOf: Int32Array): number => {
    const at = row * recordBytes + digestBytes;
    const start = Math.imul(hashes.readUInt32LE(at), drawn) >>> (32 - bits);
    for (let slot = start; ; slot = (slot + 1) % slots) {
      const first = firstOf[slot];
      if (first === 0) return slot;
      const other = (first - 1) * recordBytes + digestBytes;
      if (records.compare(hashes, at, at + digestBytes, other, other + digestBytes) === 0) return slot;
    }
  };

  // `keys` keeps the row that a slot is known by, `heads` the next to be taken.
  const keys = new Int32Array(slots);
  for (let row = to - 1; row >= from; row--) {
    const slot = slotOf(records, row, keys);
    next[row - from] = heads[slot];
    heads[slot] = row + 1;
    keys[slot] = row + 1;
  }
  return {
    take(hashes, row) {
      const slot = slotOf(hashes, row, keys);
      const found = heads[slot];
      if (found === 0) return -1;
      heads[slot] = next[found - 1 - from];
      return found - 1;
    },
  };
}
