// Rows ranked by the features that a user's own model gives them, gradients or embeddings, beside those of the behaviours:
// by dot product (TracIn: Pruthi et al. 2020), by cosine, or by the dot product where what all rows share is divided out
// (TRAK: Park et al. 2023).
import { UsageError } from '../../errors.ts';
import { factor, substitute } from '../../math/cholesky.ts';
import type { Dense } from '../../math/matrix.ts';

export type Product = 'dot' | 'cosine' | 'whitened';

export interface ProductOptions {
  readonly product?: Product;
  /** Added to the diagonal of the second moments, as a share of its mean, before they are divided out. */
  readonly ridge?: number;
}

/** A factor of this many columns takes seconds. */
const mostWhitened = 2048;

/** Mean of the products with the behaviours for each row: high where the row did what they do. */
export function featureProducts(
  rows: Dense,
  behaviours: Dense,
  { product = 'cosine', ridge = 0.01 }: ProductOptions = {},
): Float64Array {
  check(rows, behaviours);
  const d = rows.size;
  const q = new Float64Array(d);
  for (let t = 0; t < behaviours.rows; t++) {
    const length = product === 'cosine' ? lengthOf(behaviours, t) : 1;
    if (length === 0) continue;
    for (let j = 0; j < d; j++) q[j] += behaviours.values[t * d + j] / length / behaviours.rows;
  }
  if (product === 'whitened') whiten(rows, q, ridge);
  return Float64Array.from({ length: rows.rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += rows.values[i * d + j] * q[j];
    const length = product === 'cosine' ? lengthOf(rows, i) : 1;
    return length > 0 ? sum / length : 0;
  });
}

function lengthOf({ values, size }: Dense, row: number): number {
  let sum = 0;
  for (let p = row * size; p < (row + 1) * size; p++) sum += values[p] ** 2;
  return Math.sqrt(sum);
}

/** q becomes (rows' rows + ridge)^-1 q. */
function whiten({ rows, size: d, values }: Dense, q: Float64Array, ridge: number): void {
  if (d > mostWhitened)
    throw new UsageError(
      'bad-option',
      `${d} features are too many to divide out what they share`,
      `Project them to ${mostWhitened} at most, or rank by cosine.`,
    );
  if (!(ridge > 0 && ridge < Infinity))
    throw new UsageError('bad-option', `the ridge is ${ridge}`, 'Give a finite one above 0.');
  const moments = new Float64Array(d * d);
  for (let i = 0; i < rows; i++) {
    for (let j = 0, o = i * d; j < d; j++) {
      const value = values[o + j];
      if (value !== 0) for (let k = 0; k <= j; k++) moments[j * d + k] += value * values[o + k];
    }
  }
  let trace = 0;
  for (let j = 0; j < d; j++) trace += moments[j * d + j];
  if (trace === 0) return;
  // In units of its own mean, as the factor takes what is near 0 for 0.
  const mean = trace / d;
  for (let at = 0; at < moments.length; at++) moments[at] /= mean;
  for (let j = 0; j < d; j++) moments[j * d + j] += ridge;
  factor(moments, d);
  substitute(moments, d, q, 0);
}

/** Larger ones leave what a product can hold. */
const largest = 1e100;

function check(rows: Dense, behaviours: Dense): void {
  if (rows.rows === 0 || behaviours.rows === 0)
    throw new UsageError(
      'nothing-to-scan',
      `there are features of ${rows.rows} rows and ${behaviours.rows} behaviours`,
      'Give both.',
    );
  if (rows.size !== behaviours.size)
    throw new UsageError(
      'bad-option',
      `rows have ${rows.size} features and behaviours ${behaviours.size}`,
      'Give features that the same model made in the same way.',
    );
  for (const { rows: count, size, values } of [rows, behaviours]) {
    if (values.length !== count * size) throw new Error('a matrix has rows times columns values');
    for (let p = 0; p < values.length; p++)
      if (!(Math.abs(values[p]) <= largest))
        throw new UsageError(
          'bad-option',
          `a feature of row ${Math.floor(p / size)} is ${values[p]}`,
          'Replace what is not finite or beyond 1e100, or leave those rows out.',
        );
  }
}
