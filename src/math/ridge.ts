// Ridge regression of many yes-or-no outcomes on the same numbers, cross-fitted: one Cholesky factor serves all
// outcomes (Hoerl & Kennard 1970). Each row is expected by the weights that did not learn from it.
import { factor, substitute } from './cholesky.ts';
import type { Ragged } from './ragged.ts';

export interface Ridge {
  /** weights[fold][k * width + j]: they expect the rows of `fold` and learned from the others. */
  readonly weights: readonly [Float64Array, Float64Array];
}

/** Numbers of each row: `d` dense ones, multiplied by `scale`, and the columns (from d on) that are 1. */
export interface Numbers {
  readonly dense: Float32Array;
  readonly d: number;
  readonly scale: number;
  readonly ones: Ragged;
  readonly width: number;
}

/** More rows than these teach nothing new. */
const maxTraining = 2 ** 16;

/**
 * `outcomes`: those of `size` that are true of each row; `fold`: 0 or 1 for each row; `penalty`: what holds the weight
 * of each number back.
 */
export function ridge(
  { dense, d, scale, ones, width }: Numbers,
  outcomes: Ragged,
  size: number,
  fold: Uint8Array,
  penalty: Float64Array,
): Ridge {
  const n = fold.length;
  const gram = [new Float64Array(width * width), new Float64Array(width * width)];
  const sums = [new Float64Array(size * width), new Float64Array(size * width)];
  const own = new Float64Array(width);
  const step = Math.max(1, n / maxTraining);
  for (let at = 0; at < n; at += step) {
    const row = Math.floor(at);
    // A row of fold 0 teaches the weights that expect fold 1.
    const g = gram[1 - fold[row]];
    const s = sums[1 - fold[row]];
    own.fill(0);
    for (let j = 0; j < d; j++) own[j] = scale * dense[row * d + j];
    for (let p = ones.starts[row]; p < ones.starts[row + 1]; p++) own[ones.items[p]] = 1;
    for (let i = 0; i < width; i++) {
      const xi = own[i];
      if (xi === 0) continue;
      for (let j = 0, o = i * width; j <= i; j++) g[o + j] += xi * own[j];
    }
    for (let p = outcomes.starts[row]; p < outcomes.starts[row + 1]; p++) {
      const o = outcomes.items[p] * width;
      for (let j = 0; j < width; j++) s[o + j] += own[j];
    }
  }
  const solve = (f: 0 | 1): Float64Array => {
    for (let i = 0; i < width; i++) gram[f][i * width + i] += penalty[i];
    factor(gram[f], width);
    for (let k = 0; k < size; k++) substitute(gram[f], width, sums[f], k * width);
    return sums[f];
  };
  return { weights: [solve(0), solve(1)] };
}
