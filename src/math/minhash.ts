// MinHash signatures (Broder 1997): the share of equal slots of two signatures estimates the Jaccard likeness of
// the two sets; slots taken in bands bring like sets together without comparing all pairs (Indyk, Motwani 1998).
// One permutation fills all slots (Li, Owen, Zhang 2012): a feature's hash says its slot and its rank there, so that
// it is hashed once and not once for every slot. A slot that no feature fell into borrows from a filled one, as in
// Shrivastava 2017 (Optimal densification), but at each try every slot is asked by one other: so the filled ones are
// lent about equally often, and estimates are no less exact than with a permutation for each slot, for sets of any size.
import { mix32 } from './hash.ts';

/**
 * Slots of a signature. The standard error of an estimate of 0.5 is at most 1 / (2 * sqrt(slots)) = 0.06. Eight bits
 * of each minimum are kept (Li, König 2010): unlike sets agree in a slot by chance once in 256.
 */
export const slots = 64;
/** A hash's upper 6 bits say the slot, the others the rank in it. */
const rankBits = 26;
const rankMask = 2 ** rankBits - 1;
/** Above every rank: nothing fell in. */
const none = 2 ** rankBits;
/** Where in a rank the kept byte lies: above its lowest bits, and below those that are small in every minimum. */
const keptFrom = 4;

export interface Permutation {
  readonly flip: number;
  /** Odd, so that multiplication modulo 2 ** 32 is a permutation. */
  readonly factor: number;
  /** Which slots an empty one asks, one after the other: its own number with these bits flipped. */
  readonly lenders: Uint8Array<ArrayBuffer>;
}

export function permutation(seed: number): Permutation {
  const at = (i: number) => mix32(seed + Math.imul(i, 0x9e3779b9));
  const others = Array.from({ length: slots - 1 }, (_, i) => i + 1);
  return {
    flip: at(0) | 0,
    factor: at(1) | 1,
    lenders: Uint8Array.from(others.sort((a, b) => at(a + 1) - at(b + 1) || a - b)),
  };
}

/** Scratch space of signing, which runs to its end before it is called again. */
const least = new Int32Array(slots);

/**
 * Writes the signature of the first `count` features, hashes with well mixed bits, into `into` from `offset`. A
 * feature said twice is one; no features give zeros.
 */
export function sign(
  features: Int32Array,
  count: number,
  { flip, factor, lenders }: Permutation,
  into: Uint8Array,
  offset: number,
): void {
  least.fill(none);
  for (let i = 0; i < count; i++) takeIn(Math.imul(features[i] ^ flip, factor));
  write(lenders, into, offset);
}

/** The same of the words [start, end) and the pairs of neighbours among them, which need not be written down first. */
export function signWords(
  words: Int32Array,
  start: number,
  end: number,
  { flip, factor, lenders }: Permutation,
  into: Uint8Array,
  offset: number,
): void {
  least.fill(none);
  let before = 0;
  for (let i = start; i < end; i++) {
    const word = words[i];
    takeIn(Math.imul(word ^ flip, factor));
    const pair = (Math.imul(before, 0x2c1b3c6d) + word) | 0;
    // The first word has none before it.
    if (i > start) takeIn(Math.imul(pair ^ (pair >>> 15) ^ flip, factor));
    before = word;
  }
  write(lenders, into, offset);
}

function takeIn(hash: number): void {
  const slot = hash >>> rankBits;
  // The lesser of two without a branch, which no processor could foresee.
  const before = least[slot];
  const below = (hash & rankMask) - before;
  least[slot] = before + (below & (below >> 31));
}

function write(lenders: Uint8Array, into: Uint8Array, offset: number): void {
  for (let slot = 0; slot < slots; slot++) {
    let rank = least[slot];
    for (let i = 0; rank === none && i < lenders.length; i++) rank = least[slot ^ lenders[i]];
    into[offset + slot] = rank >>> keptFrom;
  }
}

/** Numbers of 32 bits in a signature. */
export const signatureWords = slots / 4;

/** Share of equal slots of the signatures that start at number `a` and number `b`: four bytes are compared at once. */
export function likeness(signatures: Int32Array, a: number, b: number): number {
  let equal = 0;
  for (let i = 0; i < signatureWords; i++) {
    const differing = signatures[a + i] ^ signatures[b + i];
    // The upper bit of each byte that is not 0, then how many are.
    const unequal = (((differing & 0x7f7f7f7f) + 0x7f7f7f7f) | differing) & 0x80808080;
    equal += 4 - (Math.imul(unequal >>> 7, 0x01010101) >>> 24);
  }
  return equal / slots;
}
