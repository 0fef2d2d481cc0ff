// Rows with labels for a learner: from data, by their phrases, or from files of numbers.
import { readNumbers } from '../../corpus/features/matrix-file.ts';
import type { NumberTable } from '../../corpus/features/numbers.ts';
import { gatherRows } from '../../corpus/gather-rows.ts';
import { UsageError } from '../../errors.ts';
import type { Matrix } from '../../math/matrix.ts';
import type { Outcome } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { phraseFeatures, type Vocabulary } from '../../training/features.ts';
import { rowText, type TextOf } from '../../training/row-text.ts';
import type { InForce } from '../flags.ts';
import type { StatusLine } from '../status-line.ts';
import { openPaths } from './scan.ts';

export interface LabelledRows {
  readonly files: readonly string[];
  /** Not made where texts alone are asked for. */
  readonly x?: Matrix;
  readonly vocabulary?: Vocabulary;
  /** Of rows of data. */
  readonly texts?: readonly string[];
  /** Class of each row; the numbers themselves where there are no classes. */
  readonly y: Float64Array;
  readonly labels: readonly string[];
  readonly unreadable: number;
  readonly unlabelled: number;
  placeOf(row: number): { readonly file: string; readonly row: number };
}

/** More labels than this are names or numbers, not classes. */
const mostClasses = 200;

/** `known`: classes that a test has to be of. */
export async function labelledOf(
  paths: readonly string[],
  set: InForce,
  textsAlone: boolean,
  status: StatusLine,
  known?: readonly string[],
): Promise<LabelledRows> {
  const features = set.text('features');
  if (features !== undefined) return fromNumbers(paths, features, set.text('labels'));
  const corpus = await openPaths(paths, set, []);
  const { rows, unreadable } = await gatherRows(corpus, (n) => status.show(`bezoar reads ${n} rows`));
  const labelled = rows.filter(({ outcome }) => labelOf(outcome) !== undefined);
  const names = labelled.map(({ outcome }) => labelOf(outcome) as string);
  const labels = known ?? [...new Set(names)].sort();
  if (labels.length < 2 || labels.length > mostClasses)
    throw new UsageError(
      'unsupported',
      labels.length < 2
        ? `the rows have ${labels.length === 0 ? 'no labels' : 'one label'}, so there is nothing to tell apart`
        : `the rows have ${labels.length} different labels`,
      'Give rows of 2 to 200 classes, or name the column with --fields text=COL,label=COL.',
    );
  const number = new Map(labels.map((label, k) => [label, k]));
  const strange = names.find((name) => !number.has(name));
  if (strange !== undefined)
    throw new UsageError(
      'unsupported',
      `the test has a label that the data has not: ${visible(strange, 40)}`,
      'Give a test of the same classes.',
    );
  const texts = labelled.map((row) => rowText(row, set.text('weighText') as TextOf));
  const made = textsAlone ? undefined : phraseFeatures(texts);
  return {
    files: corpus.files.map(({ path }) => path),
    ...(made ? { x: made.matrix, vocabulary: made.vocabulary } : {}),
    texts,
    y: Float64Array.from(names, (name) => number.get(name)!),
    labels,
    unreadable,
    unlabelled: rows.length - labelled.length,
    placeOf: (i) => ({
      file: corpus.files[corpus.shards[labelled[i].shard].file].path,
      row: labelled[i].row,
    }),
  };
}

function labelOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'label') return outcome.label;
  return outcome.kind === 'rating' ? (outcome.up ? 'up' : 'down') : undefined;
}

async function fromNumbers(
  paths: readonly string[],
  features: string,
  labelsPath: string | undefined,
): Promise<LabelledRows> {
  if (paths.length > 0 || labelsPath === undefined)
    throw new UsageError(
      'bad-option',
      labelsPath === undefined ? '--features needs --labels' : '--features stands instead of paths of data',
      'bezoar weigh --features X.npy --labels y.npy',
    );
  const x = matrixOf(await readNumbers(features));
  const given = await readNumbers(labelsPath);
  const labels = classesIn(given);
  const y = given.values;
  const number = new Map(labels.map((value, k) => [value, k]));
  return {
    files: [features, labelsPath],
    x,
    y: Float64Array.from(y, (value) => (labels.length > 0 ? number.get(value)! : value)),
    labels: labels.map(String),
    unreadable: 0,
    unlabelled: 0,
    placeOf: (row) => ({ file: features, row }),
  };
}

const matrixOf = ({ rows, columns, values }: NumberTable): Matrix => ({ rows, size: columns, values });

/** Ascending; none where the numbers are not those of classes. */
function classesIn({ values }: NumberTable): number[] {
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isInteger(value)) return [];
    distinct.add(value);
    if (distinct.size > mostClasses) return [];
  }
  return [...distinct].sort((a, b) => a - b);
}

/** Rows to test on, in the classes of the others. */
export async function givenTest(
  set: InForce,
  { labels }: LabelledRows,
): Promise<{ readonly x: Matrix; readonly y: Float64Array } | undefined> {
  const [features, labelsPath] = [set.text('testFeatures'), set.text('testLabels')];
  if (features === undefined && labelsPath === undefined) return undefined;
  if (
    features === undefined ||
    labelsPath === undefined ||
    set.text('features') === undefined ||
    labels.length < 2
  )
    throw new UsageError(
      'bad-option',
      'a test takes --features, --labels of classes, --test-features and --test-labels together',
      'Give all four.',
    );
  const x = matrixOf(await readNumbers(features));
  const { values } = await readNumbers(labelsPath);
  const y = Float64Array.from(values, (value) => labels.indexOf(String(value)));
  const odd = y.findIndex((k) => k < 0);
  if (odd >= 0)
    throw new UsageError(
      'unsupported',
      `the test has a label that the data has not: ${values[odd]}`,
      'Give a test of the same classes.',
    );
  return { x, y };
}
