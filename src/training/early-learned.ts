// Anti-backdoor isolation (Li et al. 2021): what carries a trigger is learned first, so the rows of the lowest loss in the first
// passes of gradient descent are set apart. The loss is held near a floor by turning the step where it falls below, so that
// ordinary rows stay there and only what is learned at once falls through.
import { UsageError } from '../errors.ts';
import { addRow, dotRow, rowCount } from '../math/matrix.ts';
import { mix32 } from '../math/hash.ts';
import { random, shuffle } from '../math/random.ts';
import { unwatched, type Step } from '../math/step.ts';
import { checkShare } from './filter-rounds.ts';
import { checkExamples, type Examples } from './pulling-learner.ts';
import { highest, type Weighing } from './weighing.ts';

export interface EarlyOptions {
  /** Share of the rows set apart. */
  readonly share: number;
  readonly passes?: number;
  /** Loss below which a row's step is turned; the paper's is 0.5. */
  readonly floor?: number;
  /** Length of a step. */
  readonly stride?: number;
  readonly seed?: number;
}

export interface EarlyLearned extends Weighing {
  /** Loss of each row after each pass: pass * rows + row. */
  readonly losses: Float64Array;
  readonly passes: number;
}

/** Of classes only. */
export async function earlyLearned(
  task: Examples & { readonly classes: number },
  options: EarlyOptions,
  step: Step = unwatched,
): Promise<EarlyLearned> {
  const { x, y, classes } = task;
  const { share, passes = 5, floor = 0.5, stride = 0.5, seed = 1 } = options;
  checkShare('share', share);
  checkExamples(task, 'logistic');
  if (!(Number.isInteger(passes) && passes >= 1 && passes <= 1000))
    throw new UsageError('bad-option', `there cannot be ${passes} passes`, 'Give 1 to 1000 passes.');
  const n = rowCount(x);
  const w = Array.from({ length: classes }, () => new Float64Array(x.size));
  const bias = new Float64Array(classes);
  const p = new Float64Array(classes);
  const lossOf = (i: number): number => {
    let top = -Infinity;
    for (let k = 0; k < classes; k++) top = Math.max(top, (p[k] = dotRow(x, i, w[k]) + bias[k]));
    const own = p[y[i]] - top;
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += p[k] = Math.exp(p[k] - top);
    for (let k = 0; k < classes; k++) p[k] /= sum;
    return Math.log(sum) - own;
  };
  const next = random(seed);
  const order = Array.from({ length: n }, (_, i) => i);
  const losses = new Float64Array(passes * n);
  for (let pass = 0; pass < passes; pass++) {
    await step('learning', pass / passes);
    for (const i of shuffle(order, next)) {
      const turn = lossOf(i) < floor ? -stride : stride;
      for (let k = 0; k < classes; k++) {
        const by = turn * ((k === y[i] ? 1 : 0) - p[k]);
        if (by === 0) continue;
        addRow(x, i, by, w[k]);
        bias[k] += by;
      }
    }
    for (let i = 0; i < n; i++) losses[pass * n + i] = lossOf(i);
  }
  const scores = new Float64Array(n);
  for (let at = 0; at < losses.length; at++) scores[at % n] -= losses[at] / passes;
  if (scores.some((score) => !Number.isFinite(score)))
    throw new UsageError(
      'bad-option',
      'the features are so large that the losses are not finite',
      'Divide each feature by its largest value.',
    );
  const chance = Float64Array.from({ length: n }, (_, i) => mix32(i ^ mix32(seed)));
  const weights = new Float64Array(n).fill(1);
  for (const row of highest(
    order.sort((a, b) => a - b),
    scores,
    Math.ceil(share * n),
    chance,
  ))
    weights[row] = 0;
  return { weights, scores, losses, passes };
}
