// Whether rows are better left out: two models, with them and without, say what the other rows are, each of these rows by models
// that did not learn from it. Compared are losses up to a bound (ramp loss: Collobert et al. 2006), which tell more than wrong or right
// where rows are few; what lies beyond the bound is wrong anyway.
import { rowCount } from '../math/matrix.ts';
import { unwatched, type Step } from '../math/step.ts';
import { stratifiedFolds } from './cross-validation.ts';
import { classesBy, isMany, scoresOf, type Linear, type ManyLinear } from './learned.ts';
import { checkExamples, pullingLearner, type Examples, type LearnerOptions } from './pulling-learner.ts';

export interface HeldOutGain {
  /** Rows that both were asked about: all that are kept. */
  readonly rows: number;
  /** Share of them that is said wrong after learning from all rows; of numbers the mean squared error. */
  readonly errorOfAll: number;
  /** The same after learning from those that are kept. */
  readonly errorOfKept: number;
  /** How much less the second loses, in standard deviations of the difference. */
  readonly deviations: number;
}

const folds = 3;
/** As far on the wrong side as a row without a loss is on the right one. */
const mostLoss = 2;

/** `kept`: 0 for rows that would be left out, which nobody is asked about. */
export async function heldOutGain(
  task: Examples,
  kept: Float64Array,
  options: LearnerOptions = {},
  step: Step = unwatched,
): Promise<HeldOutGain> {
  const loss = checkExamples(task, options.loss);
  const n = rowCount(task.x);
  const fold = stratifiedFolds(task.y, folds, options.seed ?? 1);
  const ones = new Float64Array(n).fill(1);
  const learnedFrom = async (weights: Float64Array, held: number, done: number) => {
    await step('asking held-out rows', done / (2 * folds));
    const seen = weights.map((weight, i) => (fold[i] === held ? 0 : weight));
    const { model, losses } = pullingLearner(task, loss, options, seen);
    const bounded = loss === 'squared' ? losses : losses.map((each) => Math.min(mostLoss, each));
    return { losses: bounded, errors: errorsOf(model, task) };
  };
  let [rows, ofAll, ofKept, sum, squares] = [0, 0, 0, 0, 0];
  for (let held = 0; held < folds; held++) {
    const all = await learnedFrom(ones, held, 2 * held);
    const less = await learnedFrom(kept, held, 2 * held + 1);
    for (let i = 0; i < n; i++) {
      if (fold[i] !== held || kept[i] === 0) continue;
      const gain = all.losses[i] - less.losses[i];
      rows++;
      ofAll += all.errors[i];
      ofKept += less.errors[i];
      sum += gain;
      squares += gain * gain;
    }
  }
  return {
    rows,
    errorOfAll: ofAll / Math.max(1, rows),
    errorOfKept: ofKept / Math.max(1, rows),
    deviations: squares > 0 ? sum / Math.sqrt(squares) : 0,
  };
}

/** Of classes 1 for a wrong one and 0 for the right one, of numbers the squared error. */
export function errorsOf(model: Linear | ManyLinear, { x, y, classes }: Examples): Float64Array {
  const scores = scoresOf(model, x);
  if (classes === undefined) return scores.map((score, i) => (score - y[i]) ** 2);
  return Float64Array.from(classesBy(scores, isMany(model) ? model.classes : 1), (k, i) =>
    k === y[i] ? 0 : 1,
  );
}
