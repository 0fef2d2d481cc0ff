// `bezoar weigh`: a weight for each row to train with, or a certificate of how many poisoned rows change nothing.
import { mkdir } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { labelsOf, readLabels } from '../../corpus/features/labels.ts';
import { npyBytes } from '../../corpus/features/npy.ts';
import { weightsParquet, type RowWeight } from '../../corpus/features/weights-parquet.ts';
import { gatherRows, type Gathered } from '../../corpus/gather-rows.ts';
import { placesIn } from '../../corpus/gathered-places.ts';
import { inProcess } from '../../engines/in-process.ts';
import { UsageError } from '../../errors.ts';
import type { Matrix } from '../../math/matrix.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { jsonLines } from '../../report/json-lines.ts';
import { weighPage } from '../../report/pages/weigh-page.ts';
import { counted } from '../../report/wording.ts';
import { alreadyJudged } from '../../scan/already-judged.ts';
import { visible } from '../../text/visible.ts';
import { phraseFeatures } from '../../training/features.ts';
import { rowText } from '../../training/row-text.ts';
import type { Loss } from '../../training/pulling-learner.ts';
import type { Weigher, WeighTask } from '../../training/weighing/weigher.ts';
import type { WeigherId } from '../../training/weighing/weigher-ids.ts';
import { weighers } from '../../training/weighing/weighers.ts';
import { denseFeatures, numbersIn } from '../dense-features.ts';
import type { InForce } from '../flags.ts';
import { rowsReadOf, stepsOf } from '../steps-of.ts';
import { print } from '../terminal.ts';
import { openPaths } from './scan.ts';
import { refuseUnwritable, scanAndReport } from './scan-and-report.ts';
import { accusation } from './weigh-claim.ts';
import { runCertify, type WeighContext } from './weigh-certify.ts';
import { weighSummary } from './weigh-summary.ts';
import { testedBy, testedLines } from './weigh-test.ts';

/** Returns the exit code. */
export async function runWeigh(
  paths: readonly string[],
  set: InForce,
  context: WeighContext,
): Promise<number> {
  const { interrupt, status } = context;
  const out = set.text('weighTo') as string;
  const file = set.text('features');
  await refuseUnwritable(out);
  if (paths.length === 0 && file === undefined)
    throw new UsageError(
      'nothing-to-scan',
      'no file was named',
      'Name data, or --features and --labels: bezoar weigh train.jsonl',
    );
  const seed = set.number('seed') ?? randomInt(2 ** 32);
  const data = paths.length > 0 ? await openPaths(paths, set, []) : undefined;
  const gathered =
    data && (await interrupt.stoppable(() => gatherRows(data, rowsReadOf({ interrupt, status }))));
  if (set.number('certify') !== undefined) return runCertify(data, gathered, set, context);
  for (const name of ['testFile', 'keyFile'])
    if (set.text(name) !== undefined)
      throw new UsageError(
        'bad-option',
        '--test and --key are of a certificate',
        'Say with --certify how many models vote.',
      );
  if (set.text('featureName') !== undefined && file === undefined)
    throw new UsageError('bad-option', '--feature-name is of a file of features', 'Name it with --features.');
  const weigher = weighers[set.text('method') as WeigherId];
  const loss = set.text('loss') as Loss | undefined;
  if (loss !== undefined && !weigher.losses?.includes(loss))
    throw new UsageError(
      'bad-option',
      `${weigher.id} does not learn by the loss ${loss}`,
      weigher.losses
        ? `It can be told: ${weigher.losses.join(', ')}.`
        : 'Leave --loss out, or name a method that learns with --method: sever.',
    );
  const { task, weighed, tested } = await interrupt.stoppable(async () => {
    const step = stepsOf({ interrupt, status });
    await step('preparing', 0);
    const prepared = await taskOf(gathered, set, weigher);
    await step('weighing', 0);
    const found = await weigher.weigh({
      ...prepared,
      part: set.number('part') as number,
      loss,
      cost: set.number('cost'),
      dimensions: 32 * Math.ceil((set.number('dimensions') as number) / 32),
      seed,
      step,
    });
    await step('weighing', 1);
    return { task: prepared, weighed: found, tested: await testedBy(prepared, set, seed, step) };
  });
  status.clear();
  const { weights, reason } = weighed;
  const unreadable = gathered?.unreadable ?? 0;
  const summary = weighSummary({ weigher, seed, unreadable, ...task, ...weighed, tested });
  const place = gathered && data ? placesIn(data, gathered) : (i: number) => ({ file: file!, row: i });
  function* rows(): Generator<RowWeight> {
    for (let i = 0; i < weights.length; i++)
      yield { ...place(i), weight: weights[i], reason: weights[i] < 1 ? reason(i) : '' };
  }
  await interrupt.whole(async () => {
    await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
    await writeAtomically(join(out, 'weights.npy'), npyBytes(weights));
    await writeAtomically(join(out, 'weights.parquet'), [await weightsParquet(rows())]);
    await writeAtomically(join(out, 'weights.jsonl'), jsonLines(rows()));
    await writeAtomically(join(out, 'weigh.json'), [`${JSON.stringify(summary, null, 1)}\n`]);
  });
  if (!set.on('quiet')) {
    const all = counted(weights.length, 'row');
    await print(
      [
        `${weigher.id}: ${all}, ${counted(summary.lowered, 'row')} of less than their whole weight; the weights add up to ${summary.sumOfWeights.toFixed(1)}.`,
        // The report says so too.
        ...(data ? [] : [`Not found by it: ${weigher.blind}`]),
        ...summary.notes,
        ...(tested ? testedLines(tested, task.classes === undefined) : []),
        `  weights  ${visible(join(out, 'weights.jsonl'))}, .npy, .parquet`,
        '',
      ].join('\n'),
    );
  }
  if (!data || !gathered) return 0;
  const claims = accusation(weigher, gathered.rows, weights);
  const it = alreadyJudged(
    { id: weigher.id, version: 1, title: weigher.title, catches: weigher.catches, sources: weigher.sources },
    { claims, power: [], untestable: [weigher.blind] },
  );
  const { notes: told, leftOut } = data;
  return scanAndReport(
    {
      corpus: data,
      notes: told,
      leftOut,
      detectors: [it],
      engine: inProcess([it]),
      seed,
      page: weighPage(summary),
    },
    { ...set, text: (name) => (name === 'out' ? out : set.text(name)) },
    context,
  );
}

interface Task extends Pick<WeighTask, 'x' | 'y' | 'classes'> {
  /** Of the classes; none where rows have no labels, or numbers. */
  readonly names: readonly string[];
}

async function taskOf(gathered: Gathered | undefined, set: InForce, weigher: Weigher): Promise<Task> {
  const [file, labels] = [set.text('features'), set.text('labelFile')];
  if (labels === undefined && file === undefined && gathered?.rows.length === 0)
    throw new UsageError('nothing-to-scan', 'no row can be read', 'Check that it is the right file.');
  const x = file === undefined ? wordsOf(gathered!) : await denseFeatures(file, set.text('featureName'));
  const n = 'rows' in x ? x.rows : x.starts.length - 1;
  const known =
    set.text('loss') === 'squared'
      ? await numbered(labels)
      : labels === undefined
        ? ownLabels(gathered)
        : await readLabels(labels);
  for (const [what, count] of [
    ['rows of data', gathered?.rows.length],
    ['labels', known?.y.length],
  ] as const)
    if (count !== undefined && count !== n)
      throw new UsageError(
        'bad-option',
        `there are ${n} rows of features and ${count} ${what}`,
        'Give one row of features for each row that can be read, in their order.',
      );
  if (weigher.needsLabels && !known)
    throw new UsageError(
      'unsupported',
      `${weigher.id} needs a label for each row`,
      'Say with --fields which column is the label, or give a file of numbers with --labels.',
    );
  if (!known) return { x, classes: 1, names: [] };
  return 'names' in known ? { x, ...known, classes: known.names.length } : { x, ...known, names: [] };
}

/** Labels as numbers to predict. */
async function numbered(path: string | undefined): Promise<{ readonly y: Float64Array }> {
  if (path !== undefined) return { y: await numbersIn(path) };
  throw new UsageError(
    'bad-option',
    'a squared loss needs a number for each row',
    'Give them with --labels, or learn classes by another --loss.',
  );
}

const wordsOf = ({ rows }: Gathered): Matrix =>
  phraseFeatures(rows.map((row) => rowText(row, row.context.length > 0 ? 'context' : 'all'))).matrix;

function ownLabels(gathered: Gathered | undefined): ReturnType<typeof labelsOf> | undefined {
  if (!gathered?.rows.every(({ outcome }) => outcome.kind === 'label')) return undefined;
  const labels = gathered.rows.map(({ outcome }) => (outcome.kind === 'label' ? outcome.label : ''));
  const names = [...new Set(labels)].sort();
  const number = new Map(names.map((name, k) => [name, k]));
  return { y: Int32Array.from(labels, (name) => number.get(name)!), names };
}
