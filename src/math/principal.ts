// The directions in which vectors are largest: orthogonal iteration on their second moments.
import { random } from './random.ts';

export interface Directions {
  /** `d` numbers each, of length 1, the largest first. */
  readonly axes: readonly Float64Array[];
  /** Mean square along each. */
  readonly sizes: readonly number[];
}

const rounds = 12;

/** `count` directions of the vectors `x`, `d` numbers each, one for each of `rows`. */
export function principal(
  x: Float32Array,
  d: number,
  rows: readonly number[],
  count: number,
  seed: number,
): Directions {
  const moment = new Float64Array(d * d);
  for (const row of rows) {
    for (let j = 0; j < d; j++) {
      const v = x[row * d + j];
      for (let l = 0; l <= j; l++) moment[j * d + l] += v * x[row * d + l];
    }
  }
  for (let j = 0; j < d; j++) {
    for (let l = 0; l <= j; l++) moment[l * d + j] = moment[j * d + l] /= Math.max(1, rows.length);
  }
  const next = random(seed);
  const axes = Array.from({ length: Math.min(count, d) }, () =>
    Float64Array.from({ length: d }, () => next() - 0.5),
  );
  let sizes: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    axes.forEach((axis, k) => {
      if (round > 0) axis.set(times(moment, axis, d));
      for (let other = 0; other < k; other++) {
        const along = dot(axis, axes[other]);
        for (let j = 0; j < d; j++) axis[j] -= along * axes[other][j];
      }
      const length = Math.sqrt(dot(axis, axis)) || 1;
      for (let j = 0; j < d; j++) axis[j] /= length;
    });
  }
  sizes = axes.map((axis) => dot(axis, times(moment, axis, d)));
  return { axes, sizes };
}

function times(moment: Float64Array, axis: Float64Array, d: number): Float64Array {
  const out = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    let sum = 0;
    for (let l = 0; l < d; l++) sum += moment[j * d + l] * axis[l];
    out[j] = sum;
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
