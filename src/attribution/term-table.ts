// The terms of a corpus, numbered in the order in which they first stand: an open-addressing table from the hash of a word
// to its number. Two words of one hash are one term, which of a million words some hundred are.
import { mix32 } from '../math/hash.ts';

export interface TermTable {
  /** Hash of each term. */
  hashes: Int32Array;
  length: number;
  /** Number of a term plus one, 0 where free; a power of two long. */
  slots: Int32Array;
}

export function termTable(hashes = new Int32Array(2 ** 12), length = 0): TermTable {
  const table = { hashes, length, slots: new Int32Array(0) };
  rebuild(table);
  return table;
}

/** The number of a term; a new one when it has none yet. */
export function numberOf(table: TermTable, hash: number): number {
  const mask = table.slots.length - 1;
  let slot = mix32(hash) & mask;
  for (; table.slots[slot] !== 0; slot = (slot + 1) & mask) {
    if (table.hashes[table.slots[slot] - 1] === hash) return table.slots[slot] - 1;
  }
  const term = table.length++;
  if (term === table.hashes.length) {
    const wider = new Int32Array(2 * term);
    wider.set(table.hashes);
    table.hashes = wider;
  }
  table.hashes[term] = hash;
  table.slots[slot] = term + 1;
  if (2 * table.length > table.slots.length) rebuild(table);
  return term;
}

/** The number of a term, -1 where no row holds it. */
export function knownTerm({ hashes, slots }: TermTable, hash: number): number {
  const mask = slots.length - 1;
  for (let slot = mix32(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    if (hashes[slots[slot] - 1] === hash) return slots[slot] - 1;
  }
  return -1;
}

function rebuild(table: TermTable): void {
  let size = 2 ** 13;
  while (size < 4 * table.length) size *= 2;
  const slots = new Int32Array(size);
  for (let term = 0; term < table.length; term++) {
    let slot = mix32(table.hashes[term]) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = term + 1;
  }
  table.slots = slots;
}
