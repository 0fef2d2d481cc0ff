// Rows far from their class by a covariance that few far rows cannot stretch (minimum covariance determinant: Rousseeuw & Van
// Driessen 1999). For given features; phrases are too many.
import { UsageError } from '../errors.ts';
import { isSparse, rowCount } from '../math/matrix.ts';
import { robustScatter, whiten } from '../math/robust-scatter.ts';
import { checkShare, type FilterOptions } from './filter-rounds.ts';
import type { Examples } from './pulling-learner.ts';
import type { Weighing } from './weighing.ts';

/** More columns than this, and the covariance of thousands of rows says nothing. */
const mostColumns = 512;
/** Added to each variance, beside one: a column that hardly varies would make the others infinitely far. */
const floor = 1e-6;

export function farFromClass({ x, y, classes }: Examples, { share }: Pick<FilterOptions, 'share'>): Weighing {
  checkShare('share', share);
  if (isSparse(x) || x.size > mostColumns)
    throw new UsageError(
      'unsupported',
      `distances from a class are for up to ${mostColumns} given features, not for ${x.size} phrases`,
      'Give --features, or use robust-mean.',
    );
  const vectors = Float32Array.from(x.values);
  const n = rowCount(x);
  const scores = new Float64Array(n);
  const weights = new Float64Array(n).fill(1);
  const out = new Float64Array(x.size);
  for (let k = 0; k < (classes ?? 1); k++) {
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => classes === undefined || y[i] === k);
    if (rows.length < 2) continue;
    const scatter = robustScatter(vectors, x.size, rows, floor);
    for (const row of rows) scores[row] = whiten(scatter, vectors, row, out);
    const far = rows.toSorted((a, b) => scores[b] - scores[a] || a - b);
    for (const row of far.slice(0, Math.min(Math.ceil(share * rows.length), rows.length - 1)))
      weights[row] = 0;
  }
  return { weights, scores };
}
