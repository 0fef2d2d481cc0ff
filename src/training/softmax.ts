// Logistic regression of many classes at once by Newton's method with products of the second derivative alone.
// Minimises ||W||^2/2 + cost * sum of weight_i times the log loss of row i; biases are free and add up to 0.
import { norm } from '../math/conjugate-gradients.ts';
import { joinLoneColumns } from '../math/lone-columns.ts';
import { isSparse, rowCount, type Matrix } from '../math/matrix.ts';
import { newton } from '../math/newton.ts';
import { checkClasses, checkedWeights, checkPositive } from './examples.ts';
import type { ManyLinear } from './learned.ts';

export interface SoftmaxOptions {
  readonly cost?: number;
  /** Length of the gradient at which it ends, relative to that at weights of 0. */
  readonly tolerance?: number;
  readonly maxRounds?: number;
  /** Where to begin: a model of nearly the same data. */
  readonly start?: Pick<ManyLinear, 'weights' | 'bias'>;
}

export interface SoftmaxTask {
  readonly x: Matrix;
  /** 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** Rows of chances, row * classes + k, from rows of outputs, in place. Returns the sum of weight times log loss. */
function toChances(z: Float64Array, classes: number, y: ArrayLike<number>, weights: Float64Array): number {
  let loss = 0;
  for (let i = 0, o = 0; i < weights.length; i++, o += classes) {
    let top = -Infinity;
    for (let k = 0; k < classes; k++) if (z[o + k] > top) top = z[o + k];
    const own = z[o + y[i]] - top;
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += z[o + k] = Math.exp(z[o + k] - top);
    for (let k = 0; k < classes; k++) z[o + k] /= sum;
    loss += weights[i] * (Math.log(sum) - own);
  }
  return loss;
}

/** Z = X V + bias for all rows; V has the `classes` numbers of a column beside one another, the biases last. */
export function manyTimes(x: Matrix, v: Float64Array, classes: number, out: Float64Array): void {
  const n = rowCount(x);
  const { values, size } = x;
  const last = size * classes;
  for (let i = 0, o = 0; i < n; i++, o += classes) {
    for (let k = 0; k < classes; k++) out[o + k] = v[last + k];
    const from = isSparse(x) ? x.starts[i] : i * size;
    const end = isSparse(x) ? x.starts[i + 1] : from + size;
    for (let p = from; p < end; p++) {
      const at = (isSparse(x) ? x.items[p] : p - from) * classes;
      const value = values[p];
      for (let k = 0; k < classes; k++) out[o + k] += value * v[at + k];
    }
  }
}

/** Adds X' R to the numbers of the columns and the sums of R to those of the biases. */
export function addManyTransposed(x: Matrix, r: Float64Array, classes: number, out: Float64Array): void {
  const n = rowCount(x);
  const { values, size } = x;
  const last = size * classes;
  for (let i = 0, o = 0; i < n; i++, o += classes) {
    for (let k = 0; k < classes; k++) out[last + k] += r[o + k];
    const from = isSparse(x) ? x.starts[i] : i * size;
    const end = isSparse(x) ? x.starts[i + 1] : from + size;
    for (let p = from; p < end; p++) {
      const at = (isSparse(x) ? x.items[p] : p - from) * classes;
      const value = values[p];
      for (let k = 0; k < classes; k++) out[at + k] += value * r[o + k];
    }
  }
}

const repeated = (numbers: Float64Array, times: number): Float64Array =>
  Float64Array.from({ length: numbers.length * times }, (_, at) => numbers[Math.floor(at / times)]);

/**
 * H for chances `p` (row * classes + k) and a price of each row: the penalty (one for all columns or one for each) on all
 * but the biases, and for each row price (diag(p) - p p') times [x; 1][x; 1]'. `apply` writes H v to `out`; both have the
 * numbers of a column beside one another, the biases last. H is 0 where all biases move alike.
 */
export function softmaxCurvature(
  x: Matrix,
  p: Float64Array,
  classes: number,
  price: Float64Array,
  penalty: number | Float64Array,
) {
  const last = x.size * classes;
  const u = new Float64Array(p.length);
  const each = repeated(
    typeof penalty === 'number' ? new Float64Array(x.size).fill(penalty) : penalty,
    classes,
  );
  const apply = (v: Float64Array, out: Float64Array): void => {
    manyTimes(x, v, classes, u);
    for (let i = 0, o = 0; i < price.length; i++, o += classes) {
      let mean = 0;
      for (let k = 0; k < classes; k++) mean += p[o + k] * u[o + k];
      for (let k = 0; k < classes; k++) u[o + k] = price[i] * p[o + k] * (u[o + k] - mean);
    }
    for (let j = 0; j < last; j++) out[j] = each[j] * v[j];
    out.fill(0, last);
    addManyTransposed(x, u, classes, out);
  };
  const diagonal = new Float64Array(last + classes);
  diagonal.set(each);
  // The same places; a rounded diagonal only preconditions.
  const squares = { ...x, values: Float32Array.from(x.values, (value) => value * value) };
  addManyTransposed(
    squares,
    p.map((one, at) => price[Math.floor(at / classes)] * one * (1 - one)),
    classes,
    diagonal,
  );
  for (let k = last; k < diagonal.length; k++) diagonal[k] = Math.max(diagonal[k], 1e-12);
  return { apply, diagonal };
}

export function softmax(task: SoftmaxTask, classes: number, options: SoftmaxOptions = {}): ManyLinear {
  const { y } = task;
  const { cost = 1, tolerance = 1e-4, maxRounds = 100, start } = options;
  checkPositive('cost', cost);
  checkPositive('tolerance', tolerance);
  const weights = checkedWeights(task.x, y, task.weights);
  checkClasses(y, weights, classes);
  const { x, penalties, spread, join } = joinLoneColumns(task.x);
  const n = rowCount(x);
  const last = x.size * classes;
  const each = repeated(penalties, classes);
  const price = weights.map((weight) => cost * weight);
  const p = new Float64Array(n * classes);
  const pull = new Float64Array(n * classes);
  let here = new Float64Array(last + classes);
  const value = (at: Float64Array): number => {
    here = at.slice();
    manyTimes(x, at, classes, p);
    let sum = toChances(p, classes, y, price);
    for (let j = 0; j < last; j++) sum += (each[j] * at[j] ** 2) / 2;
    return sum;
  };
  const gradient = (out: Float64Array): void => {
    for (let i = 0, o = 0; i < n; i++, o += classes)
      for (let k = 0; k < classes; k++) pull[o + k] = price[i] * (p[o + k] - (k === y[i] ? 1 : 0));
    for (let j = 0; j < last; j++) out[j] = each[j] * here[j];
    out.fill(0, last);
    addManyTransposed(x, pull, classes, out);
  };
  const at = new Float64Array(last + classes);
  const first = new Float64Array(last + classes);
  value(at);
  gradient(first);
  const scale = Math.max(norm(first), norm(pull) * 1e-3);
  if (start) {
    start.weights.forEach((own, k) => join(own).forEach((weight, j) => (at[j * classes + k] = weight)));
    at.set(start.bias, last);
  }
  const curvature = () => softmaxCurvature(x, p, classes, price, penalties);
  const { rounds, gap, reached } = newton({ value, gradient, curvature }, at, {
    tolerance,
    maxRounds,
    scale,
  });
  const bias = at.slice(last);
  const mean = bias.reduce((sum, one) => sum + one, 0) / classes;
  return {
    classes,
    weights: Array.from({ length: classes }, (_, k) =>
      spread(Float64Array.from({ length: x.size }, (__, j) => at[j * classes + k])),
    ),
    bias: bias.map((one) => one - mean),
    converged: { rounds, gap, reached },
  };
}

/** Chances of each row: row * classes + k. */
export function chancesOfClasses({ classes, weights, bias }: ManyLinear, x: Matrix): Float64Array {
  const v = new Float64Array((x.size + 1) * classes);
  weights.forEach((own, k) => own.forEach((weight, j) => (v[j * classes + k] = weight)));
  v.set(bias, x.size * classes);
  const n = rowCount(x);
  const z = new Float64Array(n * classes);
  manyTimes(x, v, classes, z);
  toChances(z, classes, new Uint8Array(n), new Float64Array(n));
  return z;
}
