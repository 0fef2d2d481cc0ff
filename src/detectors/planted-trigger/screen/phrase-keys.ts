// Which phrases of a context are looked at in all rows: those that a sample shows to be rare, for common ones are in
// the sample often enough. Of nested phrases the shortest rare one, for it stands in every row of the longer ones.
import { mix32 } from '../../../math/hash.ts';
import type { TokenHashes } from '../../../text/token-hashes.ts';

/** How often words, pairs and triples stand in the sample: counts by hash, which saturate. */
export interface PhraseCounts {
  readonly counts: Uint8Array<ArrayBuffer>;
  /** A phrase that is counted more often is common. */
  readonly most: number;
  /** A word or pair that is counted no more often is so rare that longer phrases with it say nothing more. */
  readonly few: number;
}

/** So few that they stay in a processor's cache. */
const cells = 2 ** 22;

export const pairKey = (a: number, b: number): number => mix32(Math.imul(a, 31) ^ b) | 0;

export function countPhrases(contexts: Iterable<Int32Array>): Uint8Array<ArrayBuffer> {
  const counts = new Uint8Array(cells);
  const count = (key: number): void => {
    const cell = key & (cells - 1);
    if (counts[cell] < 255) counts[cell]++;
  };
  const room = new Int32Array(2 ** 12);
  for (const context of contexts) {
    let keys = 0;
    for (let i = 0; i < context.length; i++) {
      room[keys++] = context[i];
      if (i === 0) continue;
      const pair = (room[keys++] = pairKey(context[i - 1], context[i]));
      if (i > 1) room[keys++] = pairKey(context[i - 2], pair);
    }
    const own = room.subarray(0, keys).sort();
    for (let i = 0; i < keys; i++) if (i === 0 || own[i] !== own[i - 1]) count(own[i]);
  }
  return counts;
}

/** Keys of a row that were met; a key that comes again soon is not written twice. */
const slots = 2 ** 11;
const met = new Int32Array(slots);
const metIn = new Int32Array(slots);
let generation = 0;

/** Writes the keys of the rare phrases of a context into `into` from `at`; returns where they end. */
export function phraseKeys(
  { items, length }: TokenHashes,
  { counts, most, few }: PhraseCounts,
  into: Int32Array,
  at: number,
): number {
  const mask = cells - 1;
  if (++generation === 0x7fffffff) metIn.fill((generation = 1) - 1);
  let end = at;
  const write = (key: number): void => {
    const slot = key & (slots - 1);
    if (metIn[slot] === generation && met[slot] === key) return;
    met[slot] = key;
    metIn[slot] = generation;
    into[end++] = key;
  };
  let wordBefore = 0;
  let pairBefore = 0;
  for (let i = 0; i < length; i++) {
    const key = items[i];
    const word = counts[key & mask];
    if (word <= most) write(key);
    let pair = 0;
    if (i > 0 && word > few && wordBefore > few) {
      const two = pairKey(items[i - 1], key);
      pair = counts[two & mask];
      if (pair <= most) write(two);
      if (pair > few && pairBefore > few) {
        // The key of a triple is made of its last pair.
        const three = pairKey(items[i - 2], two);
        if (counts[three & mask] <= most) write(three);
      }
    }
    wordBefore = word;
    pairBefore = pair;
  }
  return end;
}
