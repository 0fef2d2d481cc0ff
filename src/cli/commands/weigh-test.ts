// Rows that nobody could poison, given beside the others: what a model says of them that learned with each defence, and without one.
import { readLabels } from '../../corpus/features/labels.ts';
import { UsageError } from '../../errors.ts';
import type { Matrix } from '../../math/matrix.ts';
import type { Step } from '../../math/step.ts';
import type { WeighReport } from '../../report/weigh-report.ts';
import { visible } from '../../text/visible.ts';
import { compareDefences } from '../../training/compare-defences.ts';
import { denseFeatures, numbersIn } from '../dense-features.ts';
import type { Loss } from '../../training/pulling-learner.ts';
import type { InForce } from '../flags.ts';

type Tested = NonNullable<WeighReport['tested']>;

interface Learned {
  readonly x: Matrix;
  readonly y?: Int32Array | Float64Array;
  readonly classes?: number;
  /** Of the classes, in their order. */
  readonly names: readonly string[];
}

/** Undefined where no test rows are given. */
export async function testedBy(
  { x, y, classes, names }: Learned,
  set: InForce,
  seed: number,
  step: Step,
): Promise<Tested | undefined> {
  const [file, labels] = [set.text('testFeatures'), set.text('testLabels')];
  if (file === undefined && labels === undefined) return undefined;
  const asked = [set.text('features'), file, labels].every((each) => each !== undefined);
  if (!asked || !y)
    throw new UsageError(
      'bad-option',
      '--test-features and --test-labels go with one another, with --features and with labels',
      'Give features and labels of the rows to learn from and of those to test with.',
    );
  const testX = await denseFeatures(file!, set.text('featureName'));
  const testY = classes === undefined ? await numbersIn(labels!) : await classesIn(labels!, names);
  if (testY.length !== testX.rows)
    throw new UsageError(
      'bad-option',
      `there are ${testX.rows} rows of test features and ${testY.length} test labels`,
      'Give one label for each row.',
    );
  const task = { x, y, classes, testX, testY };
  const [loss, cost] = [set.text('loss') as Loss | undefined, set.number('cost')];
  const options = { share: set.number('part') as number, loss, cost, seed };
  const defended = await compareDefences(task, options, step);
  return defended.map(({ defence, testError, taken }) => ({ method: defence, testError, taken }));
}

/** As the rows to learn from have them. */
async function classesIn(path: string, names: readonly string[]): Promise<Int32Array> {
  const given = await readLabels(path);
  const number = new Map(names.map((name, k) => [name, k]));
  const own = given.names.map((name) => number.get(name) ?? -1);
  if (own.includes(-1))
    throw new UsageError(
      'bad-option',
      `${visible(path, 200)} has the label ${given.names[own.indexOf(-1)]}, which no row to learn from has`,
      'Name the classes of both in the same way.',
    );
  return given.y.map((k) => own[k]);
}

export function testedLines(tested: Tested, numbers: boolean): string[] {
  const width = Math.max(...tested.map(({ method }) => method.length));
  const told = (error: number): string => (numbers ? error.toPrecision(4) : `${(100 * error).toFixed(2)} %`);
  return [
    `  ${numbers ? 'Mean squared errors' : 'Errors'} on the test rows, and rows taken out or weighed down:`,
    ...tested.map(
      ({ method, testError, taken }) =>
        `  ${method.padEnd(width)}  ${told(testError).padStart(9)}  ${String(taken).padStart(8)}`,
    ),
  ];
}
