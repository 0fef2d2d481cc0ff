// Pairs of neighbouring words as bits of a table: which were seen in the sample, and which are too frequent there to be
// part of a planted string.
import { ids } from '../../text/document-tokens.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';

/** A table of so many bits stays near the processor: its look-ups are what the scan waits for. */
const bits = 23;

export type Bits = Uint32Array<ArrayBuffer>;

/** Place of a pair of word ids (without the bit of a capital) in tables of 2 ** 23. */
export function pairSlot(first: number, second: number): number {
  const h = Math.imul(Math.imul(first, 0x9e3779b1) ^ (second + 0x7f4a7c15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> (32 - bits);
}

export function has(table: Bits, i: number): boolean {
  return (table[i >>> 5] & (1 << (i & 31))) !== 0;
}

export function bitOf(table: Bits, i: number): number {
  return (table[i >>> 5] >>> (i & 31)) & 1;
}

export function put(table: Bits, i: number): void {
  table[i >>> 5] |= 1 << (i & 31);
}

/** How often each pair was seen, up to 255; unlike pairs may share a place. */
export function countPairs(documents: readonly SampledDocument[]): Uint8Array<ArrayBuffer> {
  const counts = new Uint8Array(2 ** bits);
  for (const { id } of documents) {
    for (let i = 1; i < id.length; i++) {
      const slot = pairSlot(id[i - 1] & (ids - 1), id[i] & (ids - 1));
      if (counts[slot] < 255) counts[slot]++;
    }
  }
  return counts;
}

/** Bits of what was counted more than `limit` times. */
export function above(counts: Uint8Array | Uint32Array, limit: number): Bits {
  const table = new Uint32Array(Math.ceil(counts.length / 32));
  for (let i = 0; i < counts.length; i++) if (counts[i] > limit) put(table, i);
  return table;
}
