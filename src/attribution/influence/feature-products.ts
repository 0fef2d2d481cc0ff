// Rows ranked by the features that a user's own model gives them, gradients or embeddings, beside those of the behaviours: by dot
// product (TracIn: Pruthi et al. 2020), by the cosine about the mean (Mu & Viswanath 2018, All-but-the-top), or by the dot product
// where what all rows share is divided out (TRAK: Park et al. 2023).
import { UsageError } from '../../errors.ts';
import { factor, substitute } from '../../math/cholesky.ts';
import { addRow, dotRow, type Dense } from '../../math/matrix.ts';
import type { Product } from './products.ts';
import { projected } from './sparse-projection.ts';

export interface ProductOptions {
  readonly product?: Product;
  /** Of the projection, where there are too many features to divide out what they share. */
  readonly seed?: number;
}

export interface Products {
  /** Mean of the products with the behaviours for each row: high where the row did what they do. */
  readonly scores: Float64Array;
  /** The same for each behaviour, with the others; none where there is but one. */
  readonly own: readonly number[];
}

/** More features are projected to so many: to factor a matrix of theirs takes seconds. */
const mostWhitened = 1024;
/** Rows that the second moments are taken from, spread over all: eight for each of so many features. */
const mostSampled = 8 * mostWhitened;
/** Added to the diagonal of the second moments, as a share of its mean. */
const ridge = 0.01;

/** Made once for the rows, asked for behaviours of any number. */
export function featureProducts(
  rows: Dense,
  { product = 'whitened', seed = 0 }: ProductOptions = {},
): (behaviours: Dense) => Products {
  check(rows, 'rows');
  const narrow = (all: Dense): Dense =>
    product === 'whitened' && all.size > mostWhitened ? projected(all, { size: mostWhitened, seed }) : all;
  const x = narrow(rows);
  const about = product === 'cosine' ? meanOf(x) : undefined;
  const lengths = about && Float64Array.from({ length: x.rows }, (_, i) => lengthAbout(x, i, about));
  const divide = product === 'whitened' ? divider(x) : undefined;
  return (behaviours) => {
    check(behaviours, 'behaviours');
    if (rows.size !== behaviours.size)
      throw new UsageError(
        'bad-option',
        `rows have ${rows.size} features and behaviours ${behaviours.size}`,
        'Give features that the same model made in the same way.',
      );
    const units = about ? unitsAbout(behaviours, about) : narrow(behaviours);
    const n = units.rows;
    const q = new Float64Array(x.size);
    for (let t = 0; t < n; t++) addRow(units, t, 1 / n, q);
    divide?.(q);
    const offset = about ? about.reduce((sum, value, j) => sum + value * q[j], 0) : 0;
    const scores = Float64Array.from({ length: x.rows }, (_, i) => {
      const length = lengths ? lengths[i] : 1;
      return length > 0 ? (dotRow(x, i, q) - offset) / length : 0;
    });
    if (n === 1) return { scores, own: [] };
    const own = Array.from({ length: n }, (_, t) => {
      const self = new Float64Array(x.size);
      addRow(units, t, 1, self);
      divide?.(self);
      return (n * dotRow(units, t, q) - dotRow(units, t, self)) / (n - 1);
    });
    return { scores, own };
  };
}

function meanOf(x: Dense): Float64Array {
  const mean = new Float64Array(x.size);
  for (let i = 0; i < x.rows; i++) addRow(x, i, 1 / x.rows, mean);
  return mean;
}

function lengthAbout({ values, size }: Dense, row: number, mean: Float64Array): number {
  let sum = 0;
  for (let j = 0, p = row * size; j < size; j++, p++) sum += (values[p] - mean[j]) ** 2;
  return Math.sqrt(sum);
}

function unitsAbout(x: Dense, mean: Float64Array): Dense {
  const values = new Float64Array(x.values.length);
  for (let i = 0; i < x.rows; i++) {
    const length = lengthAbout(x, i, mean);
    if (length === 0) continue;
    for (let j = 0, p = i * x.size; j < x.size; j++, p++) values[p] = (x.values[p] - mean[j]) / length;
  }
  return { rows: x.rows, size: x.size, values };
}

/** A function by which q becomes (second moments + ridge)^-1 q. */
function divider({ rows, size: d, values }: Dense): (q: Float64Array) => void {
  const moments = new Float64Array(d * d);
  const taken = Math.min(rows, mostSampled);
  // Four rows at a time: the table is gone over a quarter as often, which is most of the time.
  const four = new Float64Array(4 * d);
  for (let s = 0; s < taken; s += 4) {
    four.fill(0);
    for (let r = 0; r < 4 && s + r < taken; r++) {
      const from = Math.floor(((s + r) * rows) / taken) * d;
      four.set(values.subarray(from, from + d), r * d);
    }
    for (let j = 0; j < d; j++) {
      const [a, b, c, e] = [four[j], four[d + j], four[2 * d + j], four[3 * d + j]];
      for (let k = 0, at = j * d; k <= j; k++)
        moments[at + k] += a * four[k] + b * four[d + k] + c * four[2 * d + k] + e * four[3 * d + k];
    }
  }
  let trace = 0;
  for (let j = 0; j < d; j++) trace += moments[j * d + j];
  if (trace === 0) return () => undefined;
  // In units of its own mean, as the factor takes what is near 0 for 0.
  const mean = trace / d;
  for (let at = 0; at < moments.length; at++) moments[at] /= mean;
  for (let j = 0; j < d; j++) moments[j * d + j] += ridge;
  factor(moments, d);
  return (q) => substitute(moments, d, q, 0);
}

/** Larger ones leave what a product can hold. */
const largest = 1e100;

function check({ rows, size, values }: Dense, what: string): void {
  if (rows === 0 || size === 0)
    throw new UsageError('empty', `there are no features of ${what}`, 'Give features of both.');
  for (let p = 0; p < values.length; p++)
    if (!(Math.abs(values[p]) <= largest))
      throw new UsageError(
        'bad-option',
        `a feature of row ${Math.floor(p / size)} of the ${what} is ${values[p]}`,
        'Replace what is not finite or beyond 1e100, or leave those rows out.',
      );
}
