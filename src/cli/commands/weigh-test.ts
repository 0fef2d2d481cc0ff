// Rows that nobody could poison, given beside the others: what a model says of them that learned with each defence, and without one.
import { readLabels } from '../../corpus/features/labels.ts';
import { UsageError } from '../../errors.ts';
import type { Matrix } from '../../math/matrix.ts';
import type { Step } from '../../math/step.ts';
import type { WeighReport } from '../../report/weigh-report.ts';
import { visible } from '../../text/visible.ts';
import { compareDefences } from '../../training/compare-defences.ts';
import { denseFeatures } from '../dense-features.ts';
import type { InForce } from '../flags.ts';

type Tested = NonNullable<WeighReport['tested']>;

interface Learned {
  readonly x: Matrix;
  readonly y?: Int32Array;
  /** Of the classes, in their order. */
  readonly names: readonly string[];
}

/** Undefined where no test rows are given. */
export async function testedBy(
  { x, y, names }: Learned,
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
  const given = await readLabels(labels!);
  const number = new Map(names.map((name, k) => [name, k]));
  const own = given.names.map((name) => number.get(name) ?? -1);
  if (own.includes(-1))
    throw new UsageError(
      'bad-option',
      `${visible(labels!, 200)} has the label ${given.names[own.indexOf(-1)]}, which no row to learn from has`,
      'Name the classes of both in the same way.',
    );
  if (given.y.length !== testX.rows)
    throw new UsageError(
      'bad-option',
      `there are ${testX.rows} rows of test features and ${given.y.length} test labels`,
      'Give one label for each row.',
    );
  const testY = given.y.map((k) => own[k]);
  const task = { x, y, classes: names.length, testX, testY };
  const options = { share: set.number('part') as number, cost: set.number('cost'), seed };
  const defended = await compareDefences(task, options, step);
  return defended.map(({ defence, testError, taken }) => ({ method: defence, testError, taken }));
}

export function testedLines(tested: Tested): string[] {
  const width = Math.max(...tested.map(({ method }) => method.length));
  return [
    '  Errors on the test rows, and rows taken out or weighed down:',
    ...tested.map(
      ({ method, testError, taken }) =>
        `  ${method.padEnd(width)}  ${(100 * testError).toFixed(2).padStart(6)} %  ${String(taken).padStart(8)}`,
    ),
  ];
}
