// Spherical k-means (Dhillon & Modha 2001): groups unit vectors by cosine. A few rounds are enough where groups
// only stand for "texts about like things".
import { dimensions, normalise } from './projection.ts';
import { random, shuffle } from './random.ts';

/** Vectors that the centres are learned from: more move them by less than one of them matters. */
const learnedFrom = 4096;

/** Group of each of the n = vectors.length / d unit vectors; `k` groups, some may be empty. */
export function sphericalKMeans(vectors: Float32Array, k: number, rounds: number, seed: number): Int32Array {
  const n = vectors.length / dimensions;
  const sample = shuffle(
    Array.from({ length: n }, (_, i) => i),
    random(seed),
  ).slice(0, learnedFrom);
  let centres = new Float32Array(k * dimensions);
  sample.slice(0, k).forEach((i, c) => {
    centres.set(vectors.subarray(i * dimensions, (i + 1) * dimensions), c * dimensions);
  });
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(k * dimensions);
    for (const i of sample) {
      const own = nearest(vectors, i * dimensions, centres) * dimensions;
      for (let d = 0; d < dimensions; d++) sums[own + d] += vectors[i * dimensions + d];
    }
    for (let c = 0; c < k; c++) normalise(sums, c * dimensions);
    centres = sums;
  }
  return Int32Array.from({ length: n }, (_, i) => nearest(vectors, i * dimensions, centres));
}

function nearest(vectors: Float32Array, at: number, centres: Float32Array): number {
  let best = -Infinity;
  let group = 0;
  for (let c = 0; c < centres.length; c += dimensions) {
    let dot = 0;
    for (let d = 0; d < dimensions; d += 4) {
      dot +=
        vectors[at + d] * centres[c + d] +
        vectors[at + d + 1] * centres[c + d + 1] +
        vectors[at + d + 2] * centres[c + d + 2] +
        vectors[at + d + 3] * centres[c + d + 3];
    }
    if (dot > best) {
      best = dot;
      group = c / dimensions;
    }
  }
  return group;
}
