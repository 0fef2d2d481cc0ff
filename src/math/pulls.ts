// Gradients of rows under a linear model, never written out: row i pulls output k by pull_ik x_i. What is asked of them, less
// their mean, takes two passes over the features: products, lengths, and how far each row goes along the directions in which
// all vary most.
import { leadingEigenvectors } from './lanczos.ts';
import { addRow, dotRow, squaredLengths, type Matrix } from './matrix.ts';

export interface Pulls {
  readonly x: Matrix;
  /** Those rows of `x` that are meant; all that is said of row `at` is of rows[at]. */
  readonly rows: Int32Array;
  readonly outputs: number;
  /** Of each of `rows`: at * outputs + k. */
  readonly pull: Float64Array;
}

/** Mean gradient: output k has the numbers [k * size .. (k + 1) * size). */
export function meanGradient({ x, rows, outputs, pull }: Pulls): Float64Array {
  const mean = new Float64Array(outputs * x.size);
  for (let k = 0; k < outputs; k++) {
    const own = mean.subarray(k * x.size, (k + 1) * x.size);
    for (let at = 0; at < rows.length; at++)
      if (pull[at * outputs + k] !== 0) addRow(x, rows[at], pull[at * outputs + k], own);
  }
  for (let j = 0; j < mean.length; j++) mean[j] /= Math.max(1, rows.length);
  return mean;
}

/** (gradient of each row - mean) . v. */
function along({ x, rows, outputs, pull }: Pulls, mean: Float64Array, v: Float64Array): Float64Array {
  let middle = 0;
  for (let j = 0; j < v.length; j++) middle += mean[j] * v[j];
  const out = new Float64Array(rows.length).fill(-middle);
  for (let k = 0; k < outputs; k++) {
    const own = v.subarray(k * x.size, (k + 1) * x.size);
    for (let at = 0; at < rows.length; at++) {
      const m = pull[at * outputs + k];
      if (m !== 0) out[at] += m * dotRow(x, rows[at], own);
    }
  }
  return out;
}

/** Sum over the rows of u times (gradient - mean). */
function gathered({ x, rows, outputs, pull }: Pulls, mean: Float64Array, u: Float64Array): Float64Array {
  const out = new Float64Array(outputs * x.size);
  let sum = 0;
  for (const each of u) sum += each;
  for (let k = 0; k < outputs; k++) {
    const own = out.subarray(k * x.size, (k + 1) * x.size);
    for (let at = 0; at < rows.length; at++) {
      const m = pull[at * outputs + k];
      if (m !== 0) addRow(x, rows[at], m * u[at], own);
    }
  }
  for (let j = 0; j < out.length; j++) out[j] -= sum * mean[j];
  return out;
}

/** ||gradient - mean||^2 of each row. */
export function squaredDistances(pulls: Pulls, squares = squaredLengths(pulls.x)): Float64Array {
  const { x, rows, outputs, pull } = pulls;
  const mean = meanGradient(pulls);
  let middle = 0;
  for (const each of mean) middle += each * each;
  const out = new Float64Array(rows.length).fill(middle);
  for (let k = 0; k < outputs; k++) {
    const own = mean.subarray(k * x.size, (k + 1) * x.size);
    rows.forEach((row, at) => {
      const m = pull[at * outputs + k];
      if (m !== 0) out[at] += m * m * squares[row] - 2 * m * dotRow(x, row, own);
    });
  }
  // Rounding may leave less than nothing of a row that is the mean.
  return out.map((each) => Math.max(0, each));
}

export interface Spread {
  /** Squared length of each row's part along the directions, each counted by its squared value beside the largest. */
  readonly squares: Float64Array;
  /** Squared singular values, largest first. */
  readonly values: Float64Array;
  readonly products: number;
  readonly reached: boolean;
}

/** How far each row's gradient, less the mean, goes along the `count` top singular directions of all. */
export function alongLeading(
  pulls: Pulls,
  count: number,
  options: { readonly tolerance?: number; readonly seed?: number } = {},
): Spread {
  const mean = meanGradient(pulls);
  const n = pulls.rows.length;
  const squares = new Float64Array(n);
  // The side with fewer numbers: the vectors of rows and those of columns have the same values.
  const byRows = n <= mean.length;
  const { values, vectors, products, reached } = leadingEigenvectors(
    byRows
      ? (u, out) => out.set(along(pulls, mean, gathered(pulls, mean, u)))
      : (v, out) => out.set(gathered(pulls, mean, along(pulls, mean, v))),
    byRows ? n : mean.length,
    count,
    options,
  );
  vectors.forEach((vector, k) => {
    const parts = byRows ? vector : along(pulls, mean, vector);
    // A direction of little variance says little: unweighted, a second one of ordinary rows drowns the poison's.
    const share = values[0] > 0 ? Math.max(0, values[k]) / values[0] : 0;
    const scale = share * (byRows ? Math.max(0, values[k]) : 1);
    for (let at = 0; at < n; at++) squares[at] += scale * parts[at] ** 2;
  });
  return { squares, values, products, reached };
}
