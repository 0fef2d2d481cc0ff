// Learning in which no row pulls more than a bounded amount. Numbers: Huber's regression (1964), rows weighed down beyond 1.345
// standard deviations of the residuals. Classes: the partially Huberised log loss (Menon et al. 2020), linear where the
// chance of a row's own class is below 1 / ceiling. Both by learning with weights again and again until these stand still.
// Rows with far features still pull where their residual is small: a bound on residuals is none on leverage.
import { UsageError } from '../errors.ts';
import { rowCount } from '../math/matrix.ts';
import { unwatched, type Step } from '../math/step.ts';
import type { Linear, ManyLinear } from './learned.ts';
import { checkExamples, pullingLearner, type Examples, type Pulled } from './pulling-learner.ts';
import type { Weighing } from './weighing.ts';

export interface HuberOptions {
  readonly cost?: number;
  /** Residual, in standard deviations of the ordinary ones, beyond which a number's row counts less. */
  readonly width?: number;
  /** How many times its own chance the pull of a row may be at most; above 1. */
  readonly ceiling?: number;
  readonly maxRounds?: number;
  /** Change of a weight at which it ends. */
  readonly tolerance?: number;
}

export interface Hubered extends Weighing {
  readonly model: Linear | ManyLinear;
  readonly rounds: number;
  readonly reached: boolean;
}

/** 95 % as efficient as least squares where all residuals are normal (Huber 1981). */
const efficient = 1.345;
/** Median distance of a normal number from its middle, in standard deviations. */
const medianDistance = 0.6745;

export async function huber(
  task: Examples,
  options: HuberOptions = {},
  step: Step = unwatched,
): Promise<Hubered> {
  const { cost, width = efficient, ceiling = 2, maxRounds = 50, tolerance = 1e-3 } = options;
  if (!(width > 0 && width < Infinity))
    throw new UsageError('bad-option', `the width is ${width}`, 'Give a finite width above 0.');
  if (!(ceiling > 1 && ceiling < Infinity))
    throw new UsageError('bad-option', `the ceiling is ${ceiling}`, 'Give a finite ceiling above 1.');
  const loss = task.classes === undefined ? 'squared' : 'logistic';
  checkExamples(task, loss);
  const n = rowCount(task.x);
  let weights = new Float64Array(n).fill(1);
  let pulled: Pulled | undefined;
  let scores = new Float64Array(n);
  for (let round = 1; ; round++) {
    await step('learning', (round - 1) / maxRounds);
    pulled = pullingLearner(task, loss, { cost }, weights, pulled);
    const { losses } = pulled;
    let next: Float64Array<ArrayBuffer>;
    if (loss === 'squared') {
      scores = losses.map((each) => Math.sqrt(2 * each));
      const limit = (width * scores.toSorted()[n >> 1]) / medianDistance;
      next = scores.map((residual) => (residual <= limit ? 1 : limit / residual));
    } else {
      scores = losses.slice();
      // A weight of 0 would never be lifted again by a learner that does not see the row.
      next = losses.map((each) => Math.max(1e-12, Math.min(1, ceiling * Math.exp(-each))));
    }
    const moved = next.reduce((most, each, i) => Math.max(most, Math.abs(each - weights[i])), 0);
    if (moved <= tolerance || round >= maxRounds)
      return { weights: next, scores, model: pulled.model, rounds: round, reached: moved <= tolerance };
    weights = next;
  }
}
