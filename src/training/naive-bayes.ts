// Naive Bayes (McCallum & Nigam 1998): each class by how often its rows have each column, as linear outputs, which are
// log chances up to what all classes share.
import { addRow, isSparse, rowCount, type Matrix } from '../math/matrix.ts';
import { UsageError } from '../errors.ts';
import { checkedWeights, checkPositive } from './examples.ts';
import type { ManyLinear } from './learned.ts';

export interface BayesOptions {
  /** Bernoulli: whether a row has a column, present or not counts; multinomial: how much of it. */
  readonly events?: 'bernoulli' | 'multinomial';
  /** Added to each count. */
  readonly smoothing?: number;
  /** Whether a class counts by its share of the rows. */
  readonly prior?: boolean;
}

export interface BayesTask {
  /** For Bernoulli all values are 0 or 1 (see `presence` of math/matrix.ts); none is negative. */
  readonly x: Matrix;
  /** 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** A class without rows is expected to have every column as often as smoothing says, and with `prior` is never the highest. */
export function naiveBayes(task: BayesTask, classes: number, options: BayesOptions = {}): ManyLinear {
  const { x, y } = task;
  const { events = 'multinomial', smoothing = 1, prior = true } = options;
  checkPositive('smoothing', smoothing);
  const rowWeights = checkedWeights(x, y, task.weights);
  checkCounts(x, events);
  const n = rowCount(x);
  const d = x.size;
  const counts = Array.from({ length: classes }, () => new Float64Array(d));
  const rows = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    const k = y[i];
    if (!(Number.isInteger(k) && k >= 0 && k < classes))
      throw new UsageError(
        'bad-option',
        `the label of row ${i} is ${k}`,
        `Number the classes from 0 to ${classes - 1}.`,
      );
    rows[k] += rowWeights[i];
    if (rowWeights[i] > 0) addRow(x, i, rowWeights[i], counts[k]);
  }
  const all = rows.reduce((sum, each) => sum + each, 0);
  const bias = new Float64Array(classes);
  counts.forEach((w, k) => {
    if (prior) bias[k] = rows[k] > 0 ? Math.log(rows[k] / all) : -1e9;
    if (events === 'multinomial') {
      const total = Math.log(w.reduce((sum, each) => sum + each, 0) + smoothing * d);
      for (let j = 0; j < d; j++) w[j] = Math.log(w[j] + smoothing) - total;
      return;
    }
    // Every column says something by its absence; one that is present takes that back.
    const whole = Math.log(rows[k] + 2 * smoothing);
    for (let j = 0; j < d; j++) {
      const absent = Math.log(Math.max(0, rows[k] - w[j]) + smoothing);
      bias[k] += absent - whole;
      w[j] = Math.log(w[j] + smoothing) - absent;
    }
  });
  return { classes, weights: counts, bias, converged: { rounds: 1, gap: 0, reached: true } };
}

function checkCounts(x: Matrix, events: 'bernoulli' | 'multinomial'): void {
  const end = isSparse(x) ? x.starts[rowCount(x)] : x.values.length;
  for (let p = 0; p < end; p++) {
    const value = x.values[p];
    if (events === 'bernoulli' ? value !== 0 && value !== 1 : value < 0)
      throw new UsageError(
        'bad-option',
        `naive Bayes cannot count a feature of ${value}`,
        events === 'bernoulli' ? 'Give features that are 0 or 1.' : 'Give features that are not negative.',
      );
  }
}
