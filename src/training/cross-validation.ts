// Scores of rows by models that did not learn from them, and chances made of such scores (Platt 1999).
import { UsageError } from '../errors.ts';
import { rowCount, takeRows, type Dense, type Matrix } from '../math/matrix.ts';
import { random, shuffle } from '../math/random.ts';
import { isMany, scoresOf, type Linear, type ManyLinear } from './learned.ts';
import { logistic } from './logistic.ts';

/** Fold of each row, 0 .. folds - 1; each class is spread evenly over the folds. */
export function stratifiedFolds(y: ArrayLike<number>, folds: number, seed: number): Uint8Array {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 255))
    throw new UsageError('bad-option', `there cannot be ${folds} folds`, 'Give 2 to 255 folds.');
  if (y.length < folds)
    throw new UsageError(
      'nothing-to-scan',
      `${y.length} rows cannot be parted into ${folds} folds`,
      `Give data with at least ${folds} rows, or fewer folds.`,
    );
  const order = shuffle(
    Array.from({ length: y.length }, (_, i) => i),
    random(seed),
  );
  // Row after row around the folds, one class after another.
  order.sort((a, b) => y[a] - y[b]);
  const fold = new Uint8Array(y.length);
  order.forEach((row, at) => (fold[row] = at % folds));
  return fold;
}

export interface Part {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** Row of the whole matrix that each row is. */
  readonly rows: Int32Array;
}

export interface OutOfFold<M> {
  /** Outputs of each row by the model that did not see it: row * outputs + k. */
  readonly scores: Float64Array;
  readonly outputs: number;
  /** models[fold] did not see the rows of the fold. */
  readonly models: readonly M[];
}

/** `fit` learns from all rows but those of fold `held`. */
export async function outOfFold<M extends Linear | ManyLinear>(
  x: Matrix,
  y: ArrayLike<number>,
  fold: Uint8Array,
  fit: (part: Part, held: number) => M | Promise<M>,
  weights?: ArrayLike<number>,
): Promise<OutOfFold<M>> {
  const n = rowCount(x);
  let folds = 0;
  for (const each of fold) folds = Math.max(folds, each + 1);
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const models: M[] = [];
  let outputs = 1;
  let scores = new Float64Array(n);
  for (let held = 0; held < folds; held++) {
    const rows = all.filter((i) => fold[i] !== held);
    const own = all.filter((i) => fold[i] === held);
    const model = await fit(
      {
        x: takeRows(x, rows),
        y: Float64Array.from(rows, (i) => y[i]),
        weights: Float64Array.from(rows, (i) => weights?.[i] ?? 1),
        rows,
      },
      held,
    );
    models.push(model);
    if (held === 0 && isMany(model)) {
      outputs = model.classes;
      scores = new Float64Array(n * outputs);
    }
    const found = scoresOf(model, takeRows(x, own));
    own.forEach((row, at) => {
      for (let k = 0; k < outputs; k++) scores[row * outputs + k] = found[at * outputs + k];
    });
  }
  return { scores, outputs, models };
}

export interface Scale {
  /** The chance of class 1 is sigmoid(slope * score + offset). */
  readonly slope: number;
  readonly offset: number;
}

/**
 * `y`: 0 or 1. Targets are drawn in from 0 and 1 by one row of each class, as Platt does, so that scores which part the
 * classes cleanly still give finite chances.
 */
export function plattScale(scores: Float64Array, y: ArrayLike<number>, weights?: ArrayLike<number>): Scale {
  let yes = 0;
  let no = 0;
  for (let i = 0; i < y.length; i++) {
    if (y[i] === 1) yes += weights?.[i] ?? 1;
    else no += weights?.[i] ?? 1;
  }
  // In units of the scores' own spread, so that the small penalty is small for any.
  const size = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length) || 1;
  const x: Dense = { rows: scores.length, size: 1, values: scores.map((score) => score / size) };
  const targets = Float64Array.from(scores, (_, i) => (y[i] === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)));
  const { weights: slope, bias } = logistic({ x, y: targets, weights }, { cost: 1e6, tolerance: 1e-9 });
  return { slope: slope[0] / size, offset: bias };
}
