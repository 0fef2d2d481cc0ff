// A logistic model that has come to rest, with all that is needed to ask what its rows did to it: each row's chances,
// and the second derivative of what was minimised, which conjugate gradients solve for (Koh & Liang 2017).
import { conjugateGradients } from '../../math/conjugate-gradients.ts';
import { joinLoneColumns, type Joined } from '../../math/lone-columns.ts';
import { sigmoid } from '../../math/logistic.ts';
import { rowCount, type Matrix } from '../../math/matrix.ts';
import { isMany, type Linear, type ManyLinear } from '../../training/learned.ts';
import { logistic, logisticCurvature } from '../../training/logistic.ts';
import { addManyTransposed, manyTimes, softmax, softmaxCurvature } from '../../training/softmax.ts';

export interface FitOptions {
  /** Price of an error of a row of weight 1, C; the penalty on weights is 1/2. */
  readonly cost?: number;
  /** Length of the gradient at rest, relative to that at the start. */
  readonly tolerance?: number;
}

export interface FitTask {
  readonly x: Matrix;
  /** 0 .. classes - 1; of two classes also a chance of class 1. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
  /** Of each row; 1 where not given. */
  readonly weights?: ArrayLike<number>;
}

/**
 * Vectors of this model have for each column of `joined.x`, and last for the bias, as many numbers as there are outputs:
 * one where there are two classes, else one for each class.
 */
export interface Fitted {
  readonly task: FitTask;
  readonly cost: number;
  readonly model: Linear | ManyLinear;
  readonly outputs: number;
  /** Training rows whose lone columns stand as one. */
  readonly joined: Joined;
  /** Where the model is. */
  readonly at: Float64Array;
  /** cost * weight of each row. */
  readonly price: Float64Array;
}

/** Far below what leaving one row out of a million changes. */
const atRest = 1e-9;

export function fitted(task: FitTask, options: FitOptions = {}): Fitted {
  return withModel(task, options.cost ?? 1, learn(task, options));
}

/** The same without some rows: their weights are 0. Begins where `from` is. */
export function refitted(from: Fitted, rows: Iterable<number>): Fitted {
  const weights = Float64Array.from({ length: rowCount(from.task.x) }, (_, i) => from.task.weights?.[i] ?? 1);
  for (const row of rows) weights[row] = 0;
  const task = { ...from.task, weights };
  return withModel(task, from.cost, learn(task, { cost: from.cost }, from.model));
}

function learn(task: FitTask, options: FitOptions, start?: Linear | ManyLinear): Linear | ManyLinear {
  const { cost = 1, tolerance = atRest } = options;
  const settings = { cost, tolerance };
  if (task.classes === 2)
    return logistic(task, { ...settings, ...(start && !isMany(start) ? { start } : {}) });
  return softmax(task, task.classes, { ...settings, ...(start && isMany(start) ? { start } : {}) });
}

function withModel(task: FitTask, cost: number, model: Linear | ManyLinear): Fitted {
  const joined = joinLoneColumns(task.x);
  const outputs = isMany(model) ? model.classes : 1;
  const at = new Float64Array((joined.x.size + 1) * outputs);
  const each = isMany(model) ? model.weights : [model.weights];
  each.forEach((own, k) => joined.join(own).forEach((weight, j) => (at[j * outputs + k] = weight)));
  at.set(isMany(model) ? model.bias : [model.bias], joined.x.size * outputs);
  const price = Float64Array.from({ length: rowCount(task.x) }, (_, i) => cost * (task.weights?.[i] ?? 1));
  return { task, cost, model, outputs, joined, at, price };
}

/** Outputs of rows of the original columns by the vector: row * outputs + k. */
export function outputsOf({ joined, outputs }: Fitted, at: Float64Array, x: Matrix): Float64Array {
  const whole = new Float64Array((x.size + 1) * outputs);
  const width = joined.x.size;
  const own = new Float64Array(width);
  for (let k = 0; k < outputs; k++) {
    for (let j = 0; j < width; j++) own[j] = at[j * outputs + k];
    joined.spread(own).forEach((weight, j) => (whole[j * outputs + k] = weight));
  }
  whole.set(at.subarray(width * outputs), x.size * outputs);
  const z = new Float64Array(rowCount(x) * outputs);
  manyTimes(x, whole, outputs, z);
  return z;
}

/**
 * The vector whose product with any vector v of the model is the sum of pull (row * outputs + k) times the outputs of v
 * for rows of the original columns.
 */
export function pulled({ joined, outputs }: Fitted, x: Matrix, pull: Float64Array): Float64Array {
  const whole = new Float64Array((x.size + 1) * outputs);
  addManyTransposed(x, pull, outputs, whole);
  const width = joined.x.size;
  const q = new Float64Array((width + 1) * outputs);
  const own = new Float64Array(x.size);
  for (let k = 0; k < outputs; k++) {
    for (let j = 0; j < x.size; j++) own[j] = whole[j * outputs + k];
    joined.join(own).forEach((sum, j) => (q[j * outputs + k] = sum * joined.penalties[j]));
  }
  q.set(whole.subarray(x.size * outputs), width * outputs);
  return q;
}

/** Chances of the training rows with the model at `at`: row * outputs + k, where one output is the chance of class 1. */
export function chancesAt({ joined, outputs }: Fitted, at: Float64Array): Float64Array {
  const z = new Float64Array(rowCount(joined.x) * outputs);
  manyTimes(joined.x, at, outputs, z);
  return toChances(z, outputs);
}

/** In place. */
export function toChances(z: Float64Array, outputs: number): Float64Array {
  if (outputs === 1) {
    for (let i = 0; i < z.length; i++) z[i] = sigmoid(z[i]);
    return z;
  }
  for (let o = 0; o < z.length; o += outputs) {
    let top = -Infinity;
    for (let k = 0; k < outputs; k++) if (z[o + k] > top) top = z[o + k];
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += z[o + k] = Math.exp(z[o + k] - top);
    for (let k = 0; k < outputs; k++) z[o + k] /= sum;
  }
  return z;
}

/** What the row's loss pulls at its outputs, p - y, for chances `p`: row * outputs + k. */
export function residuals({ task, outputs }: Fitted, p: Float64Array): Float64Array {
  return p.map((chance, at) => {
    const y = task.y[Math.floor(at / outputs)];
    return outputs === 1 ? chance - y : chance - (y === at % outputs ? 1 : 0);
  });
}

export interface Solved {
  readonly solution: Float64Array;
  /** ||b - H s|| / ||b||. */
  readonly residual: number;
  readonly rounds: number;
}

/** H at chances `p`, with these prices of the rows; solves H s = b. */
export function solver(
  { joined, outputs }: Fitted,
  p: Float64Array,
  price: Float64Array,
  tolerance = 1e-8,
): (b: Float64Array) => Solved {
  const { x, penalties } = joined;
  const { apply, diagonal } =
    outputs === 1
      ? logisticCurvature(
          x,
          p.map((each, i) => price[i] * each * (1 - each)),
          penalties,
        )
      : softmaxCurvature(x, p, outputs, price, penalties);
  return (b) => conjugateGradients(apply, b, { tolerance, maxRounds: mostRounds, diagonal });
}

/** Hundreds are enough at costs up to 100; a system that asks for more is told by its residual. */
const mostRounds = 5000;
