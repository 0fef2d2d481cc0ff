// Linear support vector machines: two classes, or one machine for each class against the others. Minimises
// (||w||^2 + b^2)/2 + cost * sum of weight_i times the hinge loss or its square, as liblinear does.
import { dualDescent, type Margin } from '../math/dual-descent.ts';
import { squaredLengths, type Matrix } from '../math/matrix.ts';
import { checkClasses, checkedWeights, checkPositive } from './examples.ts';
import type { Linear, ManyLinear } from './learned.ts';

export interface MachineOptions {
  readonly loss?: Margin;
  /** Price of an error of a row of weight 1. */
  readonly cost?: number;
  /** Spread of the dual's projected gradients at which it ends; liblinear's own is 0.1. */
  readonly tolerance?: number;
  readonly maxRounds?: number;
  readonly seed?: number;
}

export interface Machine extends Linear {
  /** Multiplier of each row: w is the sum of alpha_i y_i x_i, and 0 for a row of weight 0. */
  readonly alpha: Float64Array;
}

export interface MachineTask {
  readonly x: Matrix;
  /** Class of each row. */
  readonly y: ArrayLike<number>;
  /** Of each row; 1 where not given. */
  readonly weights?: ArrayLike<number>;
}

export interface WarmMachineOptions extends MachineOptions {
  /** Multipliers to begin with, as a `Machine` has them. */
  readonly alpha?: Float64Array;
}

/** `y`: 0 or 1. */
export function supportVectorMachine(task: MachineTask, options: WarmMachineOptions = {}): Machine {
  const weights = checkedWeights(task.x, task.y, task.weights);
  checkClasses(task.y, weights, 2);
  return machines(task.x, weights, options)((i) => task.y[i] === 1);
}

/** `y`: 0 .. classes - 1. A class without rows has an output that is negative. */
export function oneVersusRest(task: MachineTask, classes: number, options: MachineOptions = {}): ManyLinear {
  const weights = checkedWeights(task.x, task.y, task.weights);
  checkClasses(task.y, weights, classes);
  const learn = machines(task.x, weights, options);
  const each = Array.from({ length: classes }, (_, k) => learn((i) => task.y[i] === k));
  return {
    classes,
    weights: each.map((machine) => machine.weights),
    bias: Float64Array.from(each, ({ bias }) => bias),
    converged: {
      rounds: each.reduce((sum, { converged }) => sum + converged.rounds, 0),
      gap: Math.max(...each.map(({ converged }) => converged.gap)),
      reached: each.every(({ converged }) => converged.reached),
    },
  };
}

/** Rows of a lower price count for nothing: its inverse would not be finite. */
const least = 2 ** -1000;

/** A learner of machines over these rows, which share what does not depend on the classes. */
function machines(x: Matrix, weights: Float64Array, options: WarmMachineOptions) {
  const {
    loss = 'squared-hinge',
    cost = 1,
    tolerance = 0.1,
    maxRounds = 1000,
    seed = 1,
    alpha: start,
  } = options;
  checkPositive('cost', cost);
  checkPositive('tolerance', tolerance);
  const squares = squaredLengths(x);
  const costs = weights.map((weight) => cost * weight);
  const rows = new Int32Array(weights.length).map((_, i) => i).filter((i) => costs[i] > least);
  const descend = dualDescent({ x, squares, rows, cost: costs });
  return (positive: (row: number) => boolean): Machine => {
    const sign = Int8Array.from(rows, (i) => (positive(i) ? 1 : -1));
    const found = descend(sign, {
      margin: loss,
      tolerance,
      maxRounds,
      seed,
      alpha: start && Float64Array.from(rows, (i) => start[i]),
    });
    const alpha = new Float64Array(weights.length);
    rows.forEach((row, i) => (alpha[row] = found.alpha[i]));
    const { rounds, gap, reached } = found;
    return { weights: found.weights, bias: found.bias, alpha, converged: { rounds, gap, reached } };
  };
}
