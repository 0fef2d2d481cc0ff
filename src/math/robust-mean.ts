// A mean that few rows cannot move, whatever they hold (the filter of Diakonikolas et al. 2017 and 2019): as long as the rows
// spread further along some direction than ordinary ones do, the rows that stretch it lose weight, the farthest most.
import type { Dense } from './matrix.ts';
import { minimumCovariance } from './minimum-covariance.ts';
import { factorOf, momentsOf, whitened } from './moments.ts';
import { principal } from './principal.ts';
import { unwatched, type Step } from './step.ts';

export interface RobustMeanOptions {
  /** Share of the rows that may be anything, below a half. */
  readonly part: number;
  readonly seed?: number;
}

export interface RobustMean {
  readonly mean: Float64Array;
  /** What is left of each row, 0 to 1. */
  readonly weights: Float64Array;
  readonly rounds: number;
  /** Whether the rows that are left spread no further than ordinary ones; otherwise the share was used up. */
  readonly settled: boolean;
}

const mostRounds = 500;
/** Share of the rows that the yardstick is of: of a half, a tight cluster of far rows may be the tightest. */
const kept = 0.75;
/** Rows by which the yardstick is made. */
const yardstickRows = 3000;

export async function robustMean(
  x: Dense,
  { part, seed = 0 }: RobustMeanOptions,
  step: Step = unwatched,
): Promise<RobustMean> {
  const { rows: n, size: d } = x;
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const white = await whitenedRows(x, seed, step);
  const weights = new Float64Array(n).fill(1);
  // Of normal rows the largest variance along any direction is below it (Marchenko & Pastur); a third more for others.
  const ordinary = (4 / 3) * (1 + Math.sqrt(d / n)) ** 2;
  let rounds = 0;
  let settled = false;
  let lost = 0;
  while (rounds < mostRounds) {
    await step('weighing down', Math.min(1, lost / (2 * part * n)));
    const { mean } = momentsOf(white, all, weights);
    // Rows as they lie from the mean, by the root of their weights: their second moments are the covariance.
    const centred = new Float32Array(n * d);
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(weights[i] * (n / (n - lost)));
      for (let j = 0; j < d; j++) centred[i * d + j] = root * (white.values[i * d + j] - mean[j]);
    }
    const { axes, sizes } = principal(centred, d, [...all], 1, seed + rounds);
    if (sizes[0] <= ordinary) {
      settled = true;
      break;
    }
    const [axis] = axes;
    const far = new Float64Array(n);
    let farthest = 0;
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let j = 0; j < d; j++) along += axis[j] * (white.values[i * d + j] - mean[j]);
      far[i] = along * along;
      if (weights[i] > 0) farthest = Math.max(farthest, far[i]);
    }
    // What ordinary rows have is theirs: only what lies beyond three of their standard deviations is taken from.
    const own = 9;
    if (farthest <= own) {
      settled = true;
      break;
    }
    for (let i = 0; i < n; i++) {
      if (weights[i] === 0 || far[i] <= own) continue;
      const left = far[i] >= farthest ? 0 : weights[i] * (1 - (far[i] - own) / (farthest - own));
      lost += weights[i] - left;
      weights[i] = left;
    }
    rounds++;
    if (lost >= 2 * part * n) break;
  }
  return { mean: momentsOf(x, all, weights).mean, weights, rounds, settled };
}

/** Rows in units of a spread that the far ones have no part in. */
async function whitenedRows(x: Dense, seed: number, step: Step): Promise<Dense> {
  const { rows: n, size: d } = x;
  const apart = Math.max(1, n / Math.max(yardstickRows, 20 * d));
  const some = Int32Array.from({ length: Math.floor(n / apart) }, (_, k) => Math.floor(k * apart));
  const values = new Float64Array(some.length * d);
  some.forEach((i, at) => values.set(x.values.subarray(i * d, (i + 1) * d), at * d));
  const { mean, covariance } = await minimumCovariance(
    { rows: some.length, size: d, values },
    { seed, support: Math.ceil(kept * some.length) },
    step,
  );
  let trace = 0;
  for (let j = 0; j < d; j++) trace += covariance[j * d + j];
  const l = factorOf({ mean, covariance }, Math.max(1e-300, (1e-9 * trace) / d));
  const white = new Float64Array(n * d);
  for (let i = 0; i < n; i++) whitened(x, i, mean, l, white.subarray(i * d, (i + 1) * d));
  return { rows: n, size: d, values: white };
}
