// Random sign projection: every word gets a fixed vector of +-1 in d dimensions, so that sums of words keep their
// cosines up to about 1 / sqrt(d) (Johnson-Lindenstrauss; Achlioptas 2003).
import { mix32 } from './hash.ts';

/** Enough that two unlike texts have a cosine near 0 +- 0.125, and sums over tens of rows far less. */
export const dimensions = 64;

/** Adds `weight` times the sign vector of `key` to d numbers of `target` from `at`. */
export function addSigns(target: Float32Array, at: number, key: number, seed: number, weight: number): void {
  for (let half = 0; half < dimensions; half += 32) {
    let bits = mix32(Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(seed + half + 1, 0x85ebca6b));
    for (let d = 0; d < 32; d++) {
      target[at + half + d] += bits & 1 ? weight : -weight;
      bits >>>= 1;
    }
  }
}

/** Length of d numbers from `at`; they are scaled to length 1 unless it is 0. */
export function normalise(target: Float32Array, at: number): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) sum += target[at + d] ** 2;
  const length = Math.sqrt(sum);
  if (length > 0) for (let d = 0; d < dimensions; d++) target[at + d] /= length;
  return length;
}

/**
 * Adds the random sign projection of `vector`, of any length, to `size` numbers (a multiple of 32) of `target` from
 * `at`; scaled so that lengths and inner products are kept in the mean.
 */
export function project(
  vector: Float32Array,
  target: Float32Array,
  at: number,
  size: number,
  seed: number,
): void {
  const scale = 1 / Math.sqrt(size);
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] * scale;
    for (let part = 0; part < size; part += 32) {
      let bits = mix32(Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed + part + 1, 0x85ebca6b));
      for (let d = 0; d < 32; d++) {
        target[at + part + d] += bits & 1 ? value : -value;
        bits >>>= 1;
      }
    }
  }
}
