// Partition and vote (deep partition aggregation, Levine & Feizi 2021): for each row how many poisoned rows provably cannot
// change what is said of it. Rows that are asked about are held out: those of other data, or each fold of the same.
import { UsageError } from '../../errors.ts';
import type { Ragged } from '../../math/ragged.ts';
import { unwatched, type Step } from '../../math/step.ts';
import { visible } from '../../text/visible.ts';
import { fewestKeyBytes, partOf } from './partition.ts';
import { outcomeOf, type Outcome } from './radius.ts';
import { traits } from './traits.ts';
import { votesOf } from './votes.ts';

export interface Labelled {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}

export interface CertifyOptions {
  readonly partitions: number;
  readonly key: Uint8Array;
  /** Rows to ask about; otherwise those of each of the folds, answered by what was learned from the others. */
  readonly test?: Labelled;
  readonly folds?: number;
}

export interface CertifiedRow extends Outcome {
  /** Class that the data says, -1 where no row that was learned from has it. */
  readonly label: number;
  /** Votes for the winner and for the runner-up. */
  readonly votes: number;
  readonly runnerUpVotes: number;
}

export interface Certified {
  /** In an order that knows of no row but by the names themselves. */
  readonly classes: readonly string[];
  readonly partitions: number;
  /** Of rows that are asked about, in their order. */
  readonly rows: readonly CertifiedRow[];
  /** Parts that have rows. */
  readonly filled: number;
}

/** Numbers that are held at once: votes, and counts of words by class. */
const most = 2 ** 28;
/** Texts that are gone over before others get their turn. */
const textsBetween = 512;
export const mostPartitions = 100_000;

export async function certify(
  train: Labelled,
  options: CertifyOptions,
  step: Step = unwatched,
): Promise<Certified> {
  const { partitions, key, test, folds = 5 } = options;
  check(train, options);
  // By name alone: were it by the order of the rows, one row more could turn all ties around.
  const classes = [...new Set(train.labels)].sort((a, b) => (a < b ? -1 : 1));
  const number = new Map(classes.map((name, k) => [name, k]));
  const names = new Map<string, number>();
  const own = await listsOf(train.texts, names, step);
  const asked = test ? await listsOf(test.texts, names, step) : own;
  const askedLabels = test?.labels ?? train.labels;
  if (names.size * classes.length > most || askedLabels.length * classes.length > most)
    throw new UsageError(
      'unsupported',
      `${names.size} words and parts of words and ${classes.length} classes are too many to hold`,
      'Certify a sample of the data, or join classes.',
    );
  const n = train.texts.length;
  const partition = new Int32Array(n);
  const fold = new Int32Array(n).fill(-1);
  for (const [i, text] of train.texts.entries()) {
    if (i % textsBetween === 0) await step('dealing out', i / n);
    const part = partOf(text, key, partitions, folds);
    partition[i] = part.partition;
    if (!test) fold[i] = part.fold;
  }
  const votes = await votesOf(
    {
      words: own,
      y: Int32Array.from(train.labels, (name) => number.get(name)!),
      partition,
      fold,
      asked: { words: asked, fold: test ? new Int32Array(askedLabels.length).fill(-1) : fold },
      partitions,
      classes: classes.length,
      size: names.size,
    },
    step,
  );
  const rows = askedLabels.map((name, i) => {
    const at = i * classes.length;
    const outcome = outcomeOf(votes, at, classes.length);
    return {
      ...outcome,
      label: number.get(name) ?? -1,
      votes: votes[at + outcome.winner],
      runnerUpVotes: outcome.runnerUp < 0 ? 0 : votes[at + outcome.runnerUp],
    };
  });
  return { classes, partitions, rows, filled: new Set(partition).size };
}

/** Traits of each text, each once, by the numbers that `names` gives them. */
async function listsOf(texts: readonly string[], names: Map<string, number>, step: Step): Promise<Ragged> {
  const starts = new Int32Array(texts.length + 1);
  const items: number[] = [];
  for (const [i, text] of texts.entries()) {
    if (i % textsBetween === 0) await step('reading words', i / texts.length);
    const seen = new Set<number>();
    for (const trait of traits(text)) {
      let id = names.get(trait);
      if (id === undefined) names.set(trait, (id = names.size));
      if (seen.has(id)) continue;
      seen.add(id);
      items.push(id);
    }
    starts[i + 1] = items.length;
  }
  return { starts, items: Int32Array.from(items) };
}

function check({ texts, labels }: Labelled, { partitions, key, test, folds = 5 }: CertifyOptions): void {
  const wrong = (message: string, hint: string): UsageError => new UsageError('bad-option', message, hint);
  if (!(Number.isInteger(partitions) && partitions >= 1 && partitions <= mostPartitions))
    throw wrong(`there cannot be ${partitions} partitions`, `Give 1 to ${mostPartitions}.`);
  if (!test && !(Number.isInteger(folds) && folds >= 2 && folds <= 100))
    throw wrong(`there cannot be ${folds} folds`, 'Give 2 to 100 folds.');
  if (key.length < fewestKeyBytes)
    throw new UsageError(
      'bad-key',
      `a key of ${key.length} bytes can be guessed`,
      `Give a key of ${fewestKeyBytes} bytes or more.`,
    );
  if (texts.length === 0 || test?.texts.length === 0)
    throw new UsageError(
      'nothing-to-scan',
      'there are no rows with a label',
      'Give data with texts and labels.',
    );
  if (labels.length !== texts.length || (test && test.labels.length !== test.texts.length))
    throw new Error('a label for each text');
  const known = new Set(labels);
  if (known.size < 2)
    throw new UsageError(
      'unsupported',
      'all rows have the same label, so there is nothing to vote on',
      'Give data with rows of at least two classes.',
    );
  if (test && !test.labels.some((label) => known.has(label)))
    throw new UsageError(
      'unsupported',
      `no row that is asked about has a label that the data has, such as ${visible(labels[0], 40)}`,
      'Give rows of the same classes.',
    );
}
