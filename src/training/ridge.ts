// Ridge regression (Hoerl & Kennard 1970). Minimises penalty * ||w||^2 + sum of weight_i (y_i - f_i)^2; the bias is free.
// By a Cholesky factor where there are few columns, else by conjugate gradients.
import { factor, substitute } from '../math/cholesky.ts';
import { conjugateGradients } from '../math/conjugate-gradients.ts';
import { joinLoneColumns } from '../math/lone-columns.ts';
import { addTransposed, dotRow, isSparse, rowCount, type Matrix } from '../math/matrix.ts';
import { checkedWeights, checkPositive } from './examples.ts';
import type { Linear } from './learned.ts';
import { logisticCurvature } from './logistic.ts';

export interface RidgeOptions {
  readonly penalty?: number;
  /** Residual of the normal equations at which conjugate gradients end. */
  readonly tolerance?: number;
  readonly maxRounds?: number;
}

export interface RidgeTask {
  readonly x: Matrix;
  /** A number for each row. */
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** Products that a factor may take, of a nanosecond or two each. */
const mostProducts = 2 ** 30;

export function ridge(task: RidgeTask, options: RidgeOptions = {}): Linear {
  const { y } = task;
  const { penalty = 1, tolerance = 1e-8, maxRounds = 5000 } = options;
  checkPositive('penalty', penalty);
  const weights = checkedWeights(task.x, y, task.weights);
  const { x, penalties, spread } = joinLoneColumns(task.x);
  const d = x.size;
  const weighted = weights.map((weight, i) => weight * y[i]);
  const b = new Float64Array(d + 1);
  b[d] = weighted.reduce((sum, each) => sum + each, 0);
  addTransposed(x, weighted, b);
  const each = penalties.map((one) => one * penalty);
  if ((rowCount(x) / 2 + d / 6) * d ** 2 <= mostProducts) {
    const solution = factored(x, weights, each, b);
    return {
      weights: spread(solution.subarray(0, d)),
      bias: solution[d],
      converged: { rounds: 1, gap: 0, reached: true },
    };
  }
  // The second derivative of half the squared error is that of the log loss with every bend at the row's weight.
  const { apply, diagonal } = logisticCurvature(x, weights, each);
  const { solution, rounds, residual, reached } = conjugateGradients(apply, b, {
    tolerance,
    maxRounds,
    diagonal,
  });
  return {
    weights: spread(solution.subarray(0, d)),
    bias: solution[d],
    converged: { rounds, gap: residual, reached },
  };
}

function factored(x: Matrix, weights: Float64Array, penalties: Float64Array, b: Float64Array): Float64Array {
  const d = x.size;
  const width = d + 1;
  const gram = new Float64Array(width * width);
  for (let j = 0; j < d; j++) gram[j * width + j] = penalties[j];
  const own = new Float64Array(width);
  for (let i = 0; i < rowCount(x); i++) {
    if (weights[i] === 0) continue;
    own.fill(0);
    own[d] = 1;
    if (isSparse(x)) for (let p = x.starts[i]; p < x.starts[i + 1]; p++) own[x.items[p]] += x.values[p];
    else own.set(x.values.subarray(i * d, (i + 1) * d));
    for (let j = 0; j < width; j++) {
      const part = weights[i] * own[j];
      if (part !== 0) for (let k = 0, o = j * width; k <= j; k++) gram[o + k] += part * own[k];
    }
  }
  factor(gram, width);
  const solution = b.slice();
  substitute(gram, width, solution, 0);
  return solution;
}

/** What is left of each answer. */
export const residualsOf = ({ x, y }: RidgeTask, { weights, bias }: Linear): Float64Array =>
  Float64Array.from({ length: rowCount(x) }, (_, i) => y[i] - dotRow(x, i, weights) - bias);
