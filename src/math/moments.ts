// Mean and covariance of dense rows, each with a weight, and distances by them.
import { factor } from './cholesky.ts';
import type { Dense } from './matrix.ts';

export interface Moments {
  readonly mean: Float64Array;
  /** Both triangles, row by row. */
  readonly covariance: Float64Array;
}

/** Of these rows; `weights`, by row number, count 1 each when not given. Divided by the weights' sum. */
export function momentsOf(
  { values, size: d }: Dense,
  rows: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Moments {
  const mean = new Float64Array(d);
  let all = 0;
  for (let i = 0; i < rows.length; i++) {
    const w = weights ? weights[rows[i]] : 1;
    all += w;
    for (let j = 0, p = rows[i] * d; j < d; j++, p++) mean[j] += w * values[p];
  }
  const whole = all || 1;
  for (let j = 0; j < d; j++) mean[j] /= whole;
  const covariance = new Float64Array(d * d);
  const x = new Float64Array(d);
  for (let i = 0; i < rows.length; i++) {
    const w = weights ? weights[rows[i]] : 1;
    if (w === 0) continue;
    for (let j = 0, p = rows[i] * d; j < d; j++, p++) x[j] = values[p] - mean[j];
    for (let j = 0; j < d; j++) {
      const v = w * x[j];
      for (let l = 0, at = j * d; l <= j; l++) covariance[at + l] += v * x[l];
    }
  }
  for (let j = 0; j < d; j++)
    for (let l = 0; l <= j; l++) covariance[l * d + j] = covariance[j * d + l] /= whole;
  return { mean, covariance };
}

/** The lower triangle L with L L' = covariance plus `ridge` on its diagonal. */
export function factorOf({ mean, covariance }: Moments, ridge: number): Float64Array {
  const d = mean.length;
  const l = Float64Array.from(covariance);
  for (let j = 0; j < d; j++) l[j * d + j] += ridge;
  factor(l, d);
  return l;
}

/** Writes row i in units of the factor, from the mean, into `out`; returns its squared length (Mahalanobis). */
export function whitened(
  { values, size: d }: Dense,
  i: number,
  mean: Float64Array,
  l: Float64Array,
  out: Float64Array,
): number {
  let square = 0;
  for (let j = 0; j < d; j++) {
    let sum = values[i * d + j] - mean[j];
    for (let k = 0, at = j * d; k < j; k++) sum -= l[at + k] * out[k];
    const value = sum / l[j * d + j];
    out[j] = value;
    square += value * value;
  }
  return square;
}

/** Twice the sum of the logarithms of the diagonal: the logarithm of the determinant. */
export function logDeterminant(l: Float64Array, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += Math.log(l[j * d + j]);
  return 2 * sum;
}
