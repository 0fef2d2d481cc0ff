// Sparse rows of numbers in three flat arrays: row i has the columns items[starts[i] .. starts[i + 1]) with those values.
import type { Ragged } from './ragged.ts';

export interface Weighted extends Ragged {
  readonly values: Float32Array;
  /** Columns there are. */
  readonly size: number;
}

/** Sum over the columns of row i: value times weight. */
export function dot({ starts, items, values }: Weighted, i: number, weights: Float64Array): number {
  let sum = 0;
  for (let p = starts[i]; p < starts[i + 1]; p++) sum += values[p] * weights[items[p]];
  return sum;
}
