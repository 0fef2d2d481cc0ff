// Where vectors lie and how they spread, when some of them do not belong: concentration steps as in fast MCD
// (Rousseeuw & Van Driessen 1999), started from medians. Each step keeps the vectors that are nearest by the scatter of
// those kept before, so that few far ones, alone or together, do not stretch the yardstick by which they are measured.
import { spread } from './spread.ts';

export interface Scatter {
  readonly centre: Float64Array;
  /** Lower triangle of the scatter's Cholesky factor, row by row. */
  readonly factor: Float64Array;
}

/** Part of the vectors that the scatter is of. */
const kept = 0.75;
const steps = 4;
/** Vectors learned from, a number for each dimension, and at most these: more move the scatter by little. */
const perDimension = 24;
const most = 3000;
/**
 * `rows`: those of `vectors`, of `d` numbers each, that are to be ordinary. `floor`: variance added to each number, for
 * one that hardly varies among most vectors would make the others infinitely far.
 */
export function robustScatter(
  vectors: Float32Array,
  d: number,
  rows: readonly number[],
  floor: number,
): Scatter {
  const sample = spread(rows, Math.min(most, Math.max(500, perDimension * d)));
  const n = sample.length;
  const centre = new Float64Array(d);
  const scale = new Float64Array(d);
  const column = new Float64Array(n);
  for (let j = 0; j < d; j++) {
    sample.forEach((row, i) => (column[i] = vectors[row * d + j]));
    column.sort();
    centre[j] = column[n >> 1] ?? 0;
    for (let i = 0; i < n; i++) column[i] = Math.abs(column[i] - centre[j]);
    column.sort();
    scale[j] = column[Math.floor(0.75 * n)] || column[n - 1] || 1;
  }
  let factor = new Float64Array(d * d);
  for (let j = 0; j < d; j++) factor[j * d + j] = scale[j];
  const whole = { centre, factor };
  let scatter: Scatter = whole;
  const distances = new Float64Array(n);
  const out = new Float64Array(d);
  for (let step = 0; step < steps; step++) {
    const now = scatter;
    sample.forEach((row, i) => (distances[i] = whiten(now, vectors, row, out)));
    const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b] || a - b);
    const inner = order.slice(0, Math.max(2, Math.ceil(kept * n))).map((i) => sample[i]);
    scatter = scatterOf(vectors, d, inner, floor);
  }
  // The inner part of a normal cloud is narrower than the whole: scaled so that half of all lie within sqrt(d).
  const last = scatter;
  sample.forEach((row, i) => (distances[i] = whiten(last, vectors, row, out)));
  distances.sort();
  const stretch = Math.sqrt(Math.max(1e-12, distances[n >> 1] ?? 1) / Math.max(0.5, d - 2 / 3));
  factor = last.factor.map((x) => x * stretch);
  return { centre: last.centre, factor };
}

function scatterOf(vectors: Float32Array, d: number, rows: readonly number[], floor: number): Scatter {
  const centre = new Float64Array(d);
  for (const row of rows) for (let j = 0; j < d; j++) centre[j] += vectors[row * d + j];
  for (let j = 0; j < d; j++) centre[j] /= rows.length;
  const cov = new Float64Array(d * d);
  const x = new Float64Array(d);
  for (const row of rows) {
    for (let j = 0; j < d; j++) x[j] = vectors[row * d + j] - centre[j];
    for (let j = 0; j < d; j++) {
      const v = x[j];
      const at = j * d;
      for (let l = 0; l <= j; l++) cov[at + l] += v * x[l];
    }
  }
  for (let j = 0; j < d; j++) cov[j * d + j] += (floor + 1e-9) * rows.length;
  for (let i = 0; i < d * d; i++) cov[i] /= rows.length;
  return { centre, factor: cholesky(cov, d) };
}

/** In place, lower triangle. */
function cholesky(a: Float64Array<ArrayBuffer>, d: number): Float64Array<ArrayBuffer> {
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      let sum = a[i * d + j];
      for (let k = 0; k < j; k++) sum -= a[i * d + k] * a[j * d + k];
      a[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-18)) : sum / a[j * d + j];
    }
  }
  return a;
}

/** Writes a vector in units of the scatter, from its centre, and returns its squared length (Mahalanobis). */
export function whiten(
  { centre, factor }: Scatter,
  vectors: Float32Array,
  row: number,
  out: Float64Array,
): number {
  const d = centre.length;
  let square = 0;
  for (let j = 0; j < d; j++) {
    let sum = vectors[row * d + j] - centre[j];
    const at = j * d;
    for (let k = 0; k < j; k++) sum -= factor[at + k] * out[k];
    const value = sum / factor[at + j];
    out[j] = value;
    square += value * value;
  }
  return square;
}
