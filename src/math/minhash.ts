// MinHash signatures (Broder 1997): the share of equal slots of two signatures estimates the Jaccard likeness of
// the two sets; slots taken in bands bring like sets together without comparing all pairs (Indyk, Motwani 1998).
import { mix32 } from './hash.ts';

/**
 * Slots of a signature. The standard error of an estimate of 0.5 is 1 / (2 * sqrt(slots)) = 0.06. Eight bits of each
 * minimum are kept (Li, König 2010): unlike sets agree in a slot by chance once in 256.
 */
export const slots = 64;
/** Features of one set that are hashed: above it a sample of the features chosen by their hash, alike in like sets. */
export const maxFeatures = 256;

export interface Permutations {
  readonly flips: Int32Array;
  /** Odd, so that multiplication modulo 2 ** 32 is a permutation. */
  readonly factors: Int32Array;
}

export function permutations(seed: number): Permutations {
  const at = (i: number) => mix32(seed + Math.imul(i, 0x9e3779b9));
  return {
    flips: Int32Array.from({ length: slots }, (_, i) => at(2 * i)),
    factors: Int32Array.from({ length: slots }, (_, i) => at(2 * i + 1) | 1),
  };
}

/** A hash table for `distinct`, kept between calls so that each row does not make its own. */
export interface Scratch {
  table: Int32Array<ArrayBuffer>;
}

/** Moves the distinct values among the first `count` to the front, in order of appearance; returns how many. */
function distinct(features: Int32Array, count: number, scratch: Scratch): number {
  let size = 16;
  while (size < 2 * count) size *= 2;
  if (scratch.table.length < size) scratch.table = new Int32Array(size);
  const { table } = scratch;
  table.fill(0, 0, size);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    // 0 marks a free place, so it cannot be a feature.
    const feature = features[i] || 1;
    let at = Math.imul(feature, 0x9e3779b1) & (size - 1);
    while (table[at] !== 0 && table[at] !== feature) at = (at + 1) & (size - 1);
    if (table[at] === feature) continue;
    table[at] = feature;
    features[kept++] = feature;
  }
  return kept;
}

/**
 * Keeps the distinct ones of the first `count` features, and of more than `maxFeatures` a sample of about so many,
 * in place; returns how many are left.
 */
export function sampleFeatures(features: Int32Array, count: number, scratch: Scratch): number {
  const different = distinct(features, count, scratch);
  if (different <= maxFeatures) return different;
  const limit = (maxFeatures / different) * 2 ** 32;
  let kept = 0;
  for (let i = 0; i < different; i++) if (mix32(features[i]) < limit) features[kept++] = features[i];
  return kept;
}

/** Writes the signature of the first `count` features into `into` from `offset`: 8 bits of every minimum. */
export function sign(
  features: Int32Array,
  count: number,
  { flips, factors }: Permutations,
  into: Uint8Array,
  offset: number,
): void {
  for (let slot = 0; slot < slots; slot++) {
    const flip = flips[slot];
    const factor = factors[slot];
    let least = 0x7fffffff;
    for (let i = 0; i < count; i++) {
      const value = Math.imul(features[i] ^ flip, factor);
      if (value < least) least = value;
    }
    into[offset + slot] = least;
  }
}

/** Share of equal slots of the signatures that start at `a` and `b`. */
export function likeness(signatures: Uint8Array, a: number, b: number): number {
  let equal = 0;
  for (let i = 0; i < slots; i++) if (signatures[a + i] === signatures[b + i]) equal++;
  return equal / slots;
}
