// Rows of numbers that a learner goes over, most of them zero (`Weighted`) or all given (`Dense`), and the few products
// that learning needs. Values may be Float32: a learner takes them as exact numbers and reckons in Float64, so that an
// optimum is as exact as with Float64 values.
import type { Weighted } from './weighted.ts';

export interface Dense {
  readonly rows: number;
  /** Columns there are. */
  readonly size: number;
  /** Row i has the values [i * size .. (i + 1) * size). */
  readonly values: Float32Array | Float64Array;
}

export type Matrix = Weighted | Dense;

export const isSparse = (x: Matrix): x is Weighted => 'starts' in x;

export const rowCount = (x: Matrix): number => (isSparse(x) ? x.starts.length - 1 : x.rows);

/** Sum over the columns of row i: value times weight; `weights` may be longer than the row. */
export function dotRow(x: Matrix, i: number, weights: Float64Array): number {
  let sum = 0;
  const { values } = x;
  if (isSparse(x)) {
    const { starts, items } = x;
    const end = starts[i + 1];
    for (let p = starts[i]; p < end; p++) sum += values[p] * weights[items[p]];
    return sum;
  }
  const { size } = x;
  for (let j = 0, p = i * size; j < size; j++, p++) sum += values[p] * weights[j];
  return sum;
}

/** Adds `scale` times row i. */
export function addRow(x: Matrix, i: number, scale: number, into: Float64Array): void {
  const { values } = x;
  if (isSparse(x)) {
    const { starts, items } = x;
    const end = starts[i + 1];
    for (let p = starts[i]; p < end; p++) into[items[p]] += scale * values[p];
    return;
  }
  const { size } = x;
  for (let j = 0, p = i * size; j < size; j++, p++) into[j] += scale * values[p];
}

/** Squared length of each row. */
export function squaredLengths(x: Matrix): Float64Array {
  const squares = new Float64Array(rowCount(x));
  const { values, size } = x;
  const starts = isSparse(x) ? x.starts : undefined;
  for (let i = 0; i < squares.length; i++) {
    let sum = 0;
    const end = starts ? starts[i + 1] : (i + 1) * size;
    for (let p = starts ? starts[i] : i * size; p < end; p++) sum += values[p] * values[p];
    squares[i] = sum;
  }
  return squares;
}

/** X v: one number a row. */
export function times(x: Matrix, v: Float64Array, out = new Float64Array(rowCount(x))): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = dotRow(x, i, v);
  return out;
}

/** Adds X' r to `out`, which may be longer than a row. */
export function addTransposed(x: Matrix, r: Float64Array, out: Float64Array): void {
  for (let i = 0; i < r.length; i++) if (r[i] !== 0) addRow(x, i, r[i], out);
}

/** Adds, for each column, the sum over the rows of r times the squared value. */
export function addSquares(x: Matrix, r: Float64Array, out: Float64Array): void {
  const { values, size } = x;
  for (let i = 0; i < r.length; i++) {
    if (r[i] === 0) continue;
    if (isSparse(x)) {
      const { starts, items } = x;
      for (let p = starts[i]; p < starts[i + 1]; p++) out[items[p]] += r[i] * values[p] ** 2;
    } else for (let j = 0, p = i * size; j < size; j++, p++) out[j] += r[i] * values[p] ** 2;
  }
}

/** The rows of these numbers, in this order; one may stand more than once. Columns stay. */
export function takeRows<M extends Matrix>(x: M, rows: ArrayLike<number>): M;
export function takeRows(x: Matrix, rows: ArrayLike<number>): Matrix {
  const n = rows.length;
  const { size } = x;
  if (!isSparse(x)) {
    const values = x.values instanceof Float64Array ? new Float64Array(n * size) : new Float32Array(n * size);
    for (let i = 0; i < n; i++) values.set(x.values.subarray(rows[i] * size, (rows[i] + 1) * size), i * size);
    return { rows: n, size, values };
  }
  const starts = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) starts[i + 1] = starts[i] + x.starts[rows[i] + 1] - x.starts[rows[i]];
  const items = new Int32Array(starts[n]);
  const values = new Float32Array(starts[n]);
  for (let i = 0; i < n; i++) {
    const from = x.starts[rows[i]];
    const end = x.starts[rows[i] + 1];
    items.set(x.items.subarray(from, end), starts[i]);
    values.set(x.values.subarray(from, end), starts[i]);
  }
  return { starts, items, values, size };
}

/** The same places with 1 for every value. */
export const presence = (x: Weighted): Weighted => ({
  ...x,
  values: new Float32Array(x.values.length).fill(1),
});
