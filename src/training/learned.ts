// What every learner gives: weights and a bias for each of its outputs, and whether it came to rest.
import { dotRow, rowCount, type Matrix } from '../math/matrix.ts';

export interface Converged {
  readonly rounds: number;
  /** What the learner brings to nothing: the gradient's length beside that at the start, or the spread of the dual's gradients. */
  readonly gap: number;
  /** Whether the gap came below the tolerance that was asked for. */
  readonly reached: boolean;
}

/** One output: positive for class 1, negative for class 0; of a regression, the number expected. */
export interface Linear {
  readonly weights: Float64Array;
  readonly bias: number;
  readonly converged: Converged;
}

/** One output for each class: the highest is the class. */
export interface ManyLinear {
  readonly classes: number;
  /** weights[k][column]. */
  readonly weights: readonly Float64Array[];
  readonly bias: Float64Array;
  readonly converged: Converged;
}

export const isMany = (model: Linear | ManyLinear): model is ManyLinear => 'classes' in model;

/** Outputs of each row: row * outputs + k, where a `Linear` has one output. */
export function scoresOf(model: Linear | ManyLinear, x: Matrix): Float64Array {
  const n = rowCount(x);
  if (!isMany(model))
    return Float64Array.from({ length: n }, (_, i) => dotRow(x, i, model.weights) + model.bias);
  const { classes, weights, bias } = model;
  const scores = new Float64Array(n * classes);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < classes; k++) scores[i * classes + k] = dotRow(x, i, weights[k]) + bias[k];
  return scores;
}

/** Class of each row by its outputs; of equal ones the first. `outputs` 1: class 1 above 0. */
export function classesBy(scores: Float64Array, outputs: number): Int32Array {
  return Int32Array.from({ length: scores.length / outputs }, (_, i) => {
    if (outputs === 1) return scores[i] > 0 ? 1 : 0;
    let best = 0;
    for (let k = 1; k < outputs; k++) if (scores[i * outputs + k] > scores[i * outputs + best]) best = k;
    return best;
  });
}
