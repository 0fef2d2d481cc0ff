// Logistic regression of two classes by Newton's method. Minimises ||w - anchor||^2/2 + cost * sum of weight_i times
// the log loss of row i; the bias is free. Its second derivative is there for influence (Koh & Liang 2017).
import { sigmoid } from '../math/logistic.ts';
import { addRow, addSquares, addTransposed, dotRow, rowCount, times, type Matrix } from '../math/matrix.ts';
import { norm } from '../math/conjugate-gradients.ts';
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
  const { x, y } = task;
  const { cost = 1, tolerance = 1e-6, maxRounds = 100, anchor, start } = options;
  const weights = checkedWeights(x, y, task.weights);
  checkChances(y, weights);
  checkPositive('cost', cost);
  checkPositive('tolerance', tolerance);
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
    for (let j = 0; j < d; j++) sum += (at[j] - (anchor?.[j] ?? 0)) ** 2 / 2;
    return sum;
  };
  const gradient = (out: Float64Array): void => {
    for (let j = 0; j < d; j++) out[j] = here[j] - (anchor?.[j] ?? 0);
    out[d] = pull.reduce((sum, each) => sum + each, 0);
    addTransposed(x, pull, out);
  };
  const curvature = () =>
    logisticCurvature(
      x,
      p.map((each, i) => cost * weights[i] * each * (1 - each)),
      1,
    );
  // Where every start is measured from.
  const origin = new Float64Array(d + 1);
  if (anchor) origin.set(anchor.subarray(0, d));
  value(origin);
  const g = new Float64Array(d + 1);
  gradient(g);
  const at = new Float64Array(d + 1);
  if (start) {
    at.set(start.weights);
    at[d] = start.bias;
  } else at.set(origin);
  // The gradient at the origin can vanish by chance; the rows' own pull cannot.
  const scale = Math.max(norm(g), norm(pull) * 1e-3);
  const { rounds, gap, reached } = newton({ value, gradient, curvature }, at, {
    tolerance,
    maxRounds,
    scale,
  });
  return { weights: at.slice(0, d), bias: at[d], converged: { rounds, gap, reached } };
}

export interface Curvature {
  /** Writes H v to `out`; both have a number for each column and, last, one for the bias. */
  readonly apply: (v: Float64Array, out: Float64Array) => void;
  /** Diagonal of H. */
  readonly diagonal: Float64Array;
}

/**
 * H = penalty * I (not for the bias) + sum over rows of bend_i [x_i; 1][x_i; 1]'. For a model of `logistic`, with bend_i =
 * weight_i p_i (1 - p_i) and penalty 1 / cost: leaving row i out changes [w; b] by weight_i (p_i - y_i) H^-1 [x_i; 1] to first order.
 */
export function logisticCurvature(x: Matrix, bend: Float64Array, penalty: number): Curvature {
  const d = x.size;
  const diagonal = new Float64Array(d + 1).fill(penalty);
  addSquares(x, bend, diagonal);
  diagonal[d] = Math.max(
    bend.reduce((sum, each) => sum + each, 0),
    Number.MIN_VALUE * 2 ** 52,
  );
  const apply = (v: Float64Array, out: Float64Array): void => {
    for (let j = 0; j < d; j++) out[j] = penalty * v[j];
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
