// Learning, taking out the rows that a score speaks most against, learning again: what SEVER, loss trimming and the filter by
// gradient length share (Diakonikolas et al. 2019). Of each class the same share goes in each round, exactly and no more,
// however many rows share a score.
import { UsageError } from '../errors.ts';
import { mix32 } from '../math/hash.ts';
import { rowCount } from '../math/matrix.ts';
import { unwatched, type Step } from '../math/step.ts';
import type { Linear, ManyLinear } from './learned.ts';
import {
  checkExamples,
  pullingLearner,
  type Examples,
  type LearnerOptions,
  type Loss,
  type Pulled,
} from './pulling-learner.ts';
import { highest, type Weighing } from './weighing.ts';

export interface FilterOptions extends LearnerOptions {
  /** Share of all rows that may be poison, and all of it in one class. Rather more than is thought: one row left can do. */
  readonly share: number;
  /** Times that rows are taken out; the last model learns after them. More and smaller ones err less. */
  readonly rounds?: number;
  /** Share of each class's remaining rows that goes in a round, instead of as many of each class as `share` makes. */
  readonly rate?: number;
}

export interface FilterRound {
  /** Rows that were learned from. */
  readonly rows: number;
  /** Rows taken out of each class, or of all where there are no classes. */
  readonly taken: readonly number[];
  /** Mean loss of the rows that were learned from. */
  readonly loss: number;
  readonly reached: boolean;
}

export interface Filtered extends Weighing {
  /** Round in which each row was taken out, from 1; 0 for those that are kept. */
  readonly takenIn: Uint8Array;
  readonly rounds: readonly FilterRound[];
  /** Learned from all rows, before the first round. */
  readonly undefended: Linear | ManyLinear;
  /** Learned from the rows that are kept. */
  readonly model: Linear | ManyLinear;
  readonly loss: Loss;
}

/** Scores the rows of one class (those still there), in their order. */
export type Scoring = (task: Examples, pulled: Pulled, rows: Int32Array) => Float64Array;

/** No more of a class than this goes, whatever `share` says. */
const mostOfClass = 0.5;

export async function filterRounds(
  task: Examples,
  options: FilterOptions,
  scoring: Scoring,
  step: Step = unwatched,
): Promise<Filtered> {
  const { share, rounds = 4, rate, seed = 1 } = options;
  checkShare('share', share);
  if (rate !== undefined) checkShare('rate', rate);
  if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 100))
    throw new UsageError('bad-option', `there cannot be ${rounds} rounds`, 'Give 1 to 100 rounds.');
  const loss = checkExamples(task, options.loss);
  const n = rowCount(task.x);
  const groups = task.classes ?? 1;
  const group = Int32Array.from({ length: n }, (_, i) => (task.classes === undefined ? 0 : task.y[i]));
  const sizes = new Int32Array(groups);
  for (const k of group) sizes[k]++;
  const chance = Float64Array.from({ length: n }, (_, i) => mix32(i ^ mix32(seed)));
  const weights = new Float64Array(n).fill(1);
  const takenIn = new Uint8Array(n);
  const scores = new Float64Array(n);
  const done: FilterRound[] = [];
  await step('learning', 0);
  let pulled = pullingLearner(task, loss, options, weights);
  const undefended = pulled.model;
  for (let round = 1; round <= rounds; round++) {
    const soFar = round / (rounds + 1);
    const taken: number[] = [];
    const losses = pulled.losses;
    const learned = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = losses.reduce((sum, each, i) => sum + weights[i] * each, 0) / learned;
    for (let k = 0; k < groups; k++) {
      const rows = Int32Array.from(group.keys()).filter((i) => group[i] === k && weights[i] > 0);
      await step('scoring rows', soFar);
      const own = scoring(task, pulled, rows);
      if (round === 1) rows.forEach((row, at) => (scores[row] = own[at]));
      // In all rounds together at least as many as may be poison: one row that is left can be enough.
      const asked =
        rate === undefined ? Math.min(mostOfClass * sizes[k], share * n) / rounds : rate * rows.length;
      // A class never loses its last row: without it nothing could be learned.
      const count = Math.max(0, Math.min(Math.ceil(asked), rows.length - 1));
      for (const row of highest(rows, own, count, chance)) {
        weights[row] = 0;
        takenIn[row] = round;
      }
      taken.push(count);
    }
    done.push({ rows: learned, taken, loss: mean, reached: pulled.model.converged.reached });
    await step('learning again', soFar);
    pulled = pullingLearner(task, loss, options, weights, pulled);
  }
  return { weights, scores, takenIn, rounds: done, undefended, model: pulled.model, loss };
}

/** Throws `UsageError` unless it is a share that leaves most rows. */
export function checkShare(name: string, share: number): void {
  if (!(share > 0 && share < 0.5))
    throw new UsageError('bad-option', `the ${name} is ${share}`, `Give a ${name} above 0 and below 0.5.`);
}
