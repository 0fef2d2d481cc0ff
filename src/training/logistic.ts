// Logistic regression of two classes by Newton's method. Minimises ||w - anchor||^2/2 + cost * sum of weight_i times
// the log loss of row i; the bias is free. Its second derivative is there for influence (Koh & Liang 2017).
import { sigmoid } from '../math/logistic.ts';
import { addRow, addSquares, addTransposed, dotRow, rowCount, times, type Matrix } from '../math/matrix.ts';
import { norm } from '../math/conjugate-gradients.ts';
import { joinLoneColumns } from '../math/lone-columns.ts';
import { newton } from '../math/newton.ts';
import { UsageError } from '../errors.ts';
import { checkedWeights, checkPositive } from './examples.ts';
import type { Linear } from './learned.ts';

export interface LogisticOptions {
  readonly cost?: number;
  /** Length of the gradient at which it ends, relative to that at w = anchor and p = 1/2; down to 1e-10. */
  readonly tolerance?: number;
  readonly maxRounds?: number;
  /** Weights that are not held back; all 0 where not given. */
  readonly anchor?: Float64Array;
  /** Where to begin: a model of nearly the same data. */
  readonly start?: Pick<Linear, 'weights' | 'bias'>;
}

export interface LogisticTask {
  readonly x: Matrix;
  /** Class of each row: 0 or 1, or the chance of 1. */
  readonly y: ArrayLike<number>;
  /** Of each row; 1 where not given. */
  readonly weights?: ArrayLike<number>;
}

/** ln(1 + e^z) without overflow. */
const softplus = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));

export function logistic(task: LogisticTask, options: LogisticOptions = {}): Linear {
  const { y } = task;
  const { cost = 1, tolerance = 1e-6, maxRounds = 100, anchor, start } = options;
  const weights = checkedWeights(task.x, y, task.weights);
  checkChances(y, weights);
  checkPositive('cost', cost);
  checkPositive('tolerance', tolerance);
  if (anchor && anchor.length !== task.x.size) throw new Error('an anchor has a weight for each column');
  // Weights that are drawn to an anchor do not share a multiplier.
  const joined = anchor ? undefined : joinLoneColumns(task.x);
  const x = joined?.x ?? task.x;
  const penalties = joined?.penalties ?? new Float64Array(x.size).fill(1);
  const rest = anchor ?? new Float64Array(x.size);
  const n = rowCount(x);
  const d = x.size;
  const p = new Float64Array(n);
  const pull = new Float64Array(n);
  let here = new Float64Array(d + 1);
  const value = (at: Float64Array): number => {
    here = at.slice();
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const z = dotRow(x, i, at) + at[d];
      p[i] = sigmoid(z);
      pull[i] = cost * weights[i] * (p[i] - y[i]);
      sum += weights[i] * (softplus(z) - y[i] * z);
    }
    sum *= cost;
    for (let j = 0; j < d; j++) sum += (penalties[j] * (at[j] - rest[j]) ** 2) / 2;
    return sum;
  };
  const gradient = (out: Float64Array): void => {
    for (let j = 0; j < d; j++) out[j] = penalties[j] * (here[j] - rest[j]);
    out[d] = pull.reduce((sum, each) => sum + each, 0);
    addTransposed(x, pull, out);
  };
  const curvature = () =>
    logisticCurvature(
      x,
      p.map((each, i) => cost * weights[i] * each * (1 - each)),
      penalties,
    );
  // Where every start is measured from.
  const origin = new Float64Array(d + 1);
  origin.set(rest);
  value(origin);
  const g = new Float64Array(d + 1);
  gradient(g);
  const at = new Float64Array(d + 1);
  if (start) {
    at.set(joined ? joined.join(start.weights) : start.weights);
    at[d] = start.bias;
  } else at.set(origin);
  // The gradient at the origin can vanish by chance; the rows' own pull cannot.
  const scale = Math.max(norm(g), norm(pull) * 1e-3);
  const { rounds, gap, reached } = newton({ value, gradient, curvature }, at, {
    tolerance,
    maxRounds,
    scale,
  });
  const found = at.slice(0, d);
  return { weights: joined ? joined.spread(found) : found, bias: at[d], converged: { rounds, gap, reached } };
}

export interface Curvature {
  /** Writes H v to `out`; both have a number for each column and, last, one for the bias. */
  readonly apply: (v: Float64Array, out: Float64Array) => void;
  /** Diagonal of H. */
  readonly diagonal: Float64Array;
}

/**
 * H = the penalty on the diagonal, one for all columns or one for each and none for the bias, + the sum over rows of
 * bend_i [x_i; 1][x_i; 1]'. For a model of `logistic`, with bend_i = weight_i p_i (1 - p_i) and penalty 1 / cost:
 * leaving row i out changes [w; b] by weight_i (p_i - y_i) H^-1 [x_i; 1] to first order.
 */
export function logisticCurvature(x: Matrix, bend: Float64Array, penalty: number | Float64Array): Curvature {
  const d = x.size;
  const penalties = typeof penalty === 'number' ? new Float64Array(d).fill(penalty) : penalty;
  const diagonal = new Float64Array(d + 1);
  diagonal.set(penalties);
  addSquares(x, bend, diagonal);
  diagonal[d] = Math.max(
    bend.reduce((sum, each) => sum + each, 0),
    Number.MIN_VALUE * 2 ** 52,
  );
  const apply = (v: Float64Array, out: Float64Array): void => {
    for (let j = 0; j < d; j++) out[j] = penalties[j] * v[j];
    let last = 0;
    for (let i = 0; i < bend.length; i++) {
      if (bend[i] === 0) continue;
      const r = bend[i] * (dotRow(x, i, v) + v[d]);
      last += r;
      addRow(x, i, r, out);
    }
    out[d] = last;
  };
  return { apply, diagonal };
}

/** Chance of class 1 for each row. */
export const chancesOf = ({ weights, bias }: Pick<Linear, 'weights' | 'bias'>, x: Matrix): Float64Array =>
  times(x, weights).map((z) => sigmoid(z + bias));

/** Without rows on both sides the free bias would run away. */
function checkChances(y: ArrayLike<number>, weights: Float64Array): void {
  let yes = 0;
  let no = 0;
  for (let i = 0; i < y.length; i++) {
    if (!(y[i] >= 0 && y[i] <= 1))
      throw new UsageError(
        'bad-option',
        `the label of row ${i} is ${y[i]}`,
        'Labels are 0 or 1, or a chance between.',
      );
    yes += weights[i] * y[i];
    no += weights[i] * (1 - y[i]);
  }
  if (yes > 0 && no > 0) return;
  throw new UsageError(
    'unsupported',
    'all rows have the same label, so there is nothing to tell apart',
    'Give data with rows of at least two classes.',
  );
}
