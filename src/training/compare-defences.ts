// Poisoned features with a test set beside them, as published attacks come: the test error without a defence and with each
// one, all told the same share of poison.
import { UsageError } from '../errors.ts';
import { rowCount, type Matrix } from '../math/matrix.ts';
import { unwatched, type Step } from '../math/step.ts';
import { centredGradients } from './centred-gradients.ts';
import { checkedSever } from './checked-sever.ts';
import type { FilterOptions } from './filter-rounds.ts';
import { checkedWeights } from './examples.ts';
import { errorsOf } from './held-out-gain.ts';
import { huber } from './huber.ts';
import type { Linear, ManyLinear } from './learned.ts';
import { lossTrimming } from './loss-trimming.ts';
import { checkExamples, pullingLearner, type Examples } from './pulling-learner.ts';
import { sever } from './sever.ts';

export interface Attacked extends Examples {
  readonly testX: Matrix;
  readonly testY: ArrayLike<number>;
}

export type Defence =
  'none' | 'loss' | 'centred-gradient' | 'huber' | 'sever, one direction' | 'sever, two directions' | 'sever';

export interface Defended {
  readonly defence: Defence;
  /** Share of the test rows whose class is wrong; of numbers the mean squared error. */
  readonly testError: number;
  /** Rows taken out; for Huber those that count less than half. */
  readonly taken: number;
  /** What each row counts in the last model. */
  readonly weights: Float64Array;
  /** Whether the last model came to rest. */
  readonly reached: boolean;
}

/**
 * `options` as for the filters: `share` is the poisoned fraction. The experiments of Diakonikolas et al. 2019 on Enron are
 * loss `hinge`, cost 1 / (0.09 rows), rounds 2, and rate (rows / rows of the smaller class) * fraction / 2.
 */
export async function compareDefences(
  task: Attacked,
  options: FilterOptions,
  step: Step = unwatched,
): Promise<Defended[]> {
  const loss = checkExamples(task, options.loss);
  checkTest(task);
  const whole = new Float64Array(rowCount(task.x)).fill(1);
  const defences: Record<Defence, (own: Step) => Promise<Outcome>> = {
    none: async (own) => {
      await own('learning', 0);
      return { weights: whole, model: pullingLearner(task, loss, options, whole).model };
    },
    loss: (own) => lossTrimming(task, options, own),
    'centred-gradient': (own) => centredGradients(task, options, own),
    huber: (own) => huber(task, { cost: options.cost }, own),
    'sever, one direction': (own) => sever(task, { ...options, directions: 1 }, own),
    'sever, two directions': (own) => sever(task, { ...options, directions: 2 }, own),
    sever: (own) => checkedSever(task, options, own),
  };
  const names = Object.keys(defences) as Defence[];
  const found: Defended[] = [];
  for (const [at, defence] of names.entries()) {
    const own: Step = (what, share) => step(`defence ${defence}: ${what}`, (at + share) / names.length);
    const { weights, model } = await defences[defence](own);
    found.push({
      defence,
      testError: errorOf(model, task),
      taken: weights.filter((weight) => weight < 0.5).length,
      weights,
      reached: model.converged.reached,
    });
  }
  return found;
}

interface Outcome {
  readonly weights: Float64Array;
  readonly model: Linear | ManyLinear;
}

/** Share of the test rows whose class is wrong; of numbers the mean squared error. */
export function errorOf(
  model: Linear | ManyLinear,
  { testX, testY, classes }: Pick<Attacked, 'testX' | 'testY' | 'classes'>,
): number {
  const errors = errorsOf(model, { x: testX, y: testY, classes });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function checkTest({ x, testX, testY, classes }: Attacked): void {
  checkedWeights(testX, testY);
  if (testX.size !== x.size)
    throw new UsageError(
      'bad-option',
      `rows to learn from have ${x.size} features and those to test with ${testX.size}`,
      'Give both the same columns.',
    );
  if (classes === undefined) return;
  for (let i = 0; i < testY.length; i++)
    if (!(Number.isInteger(testY[i]) && testY[i] >= 0 && testY[i] < classes))
      throw new UsageError(
        'bad-option',
        `the label of test row ${i} is ${testY[i]}`,
        `Number the classes from 0 to ${classes - 1}.`,
      );
}
