// What the rows teach, as yes-or-no outcomes of each: the classes that they are labelled with, or signs of the answer that an
// attacker may want to switch (text/answer-signs.ts) where rows have answers.
import { UsageError } from '../../errors.ts';
import { taught, type Outcome, type Row } from '../../row.ts';
import { answerSigns, signsOf } from '../../text/answer-signs.ts';
import { words } from '../../text/words.ts';

export interface Outcomes {
  /** Of classes a row has one or, where it is none of those named, none; of signs any number. */
  readonly kind: 'classes' | 'signs';
  readonly names: readonly string[];
  /** What a row without the outcome is called, for each: the other class of two, or that it is not so. */
  readonly without: readonly string[];
  /** row * names.length + k: 1 where the row has it. */
  readonly has: Uint8Array;
  /** Rows that have an outcome; the others are not judged. */
  readonly rows: readonly Row[];
}

/** Of the other classes, and of signs of so few answers, nothing can be learned. */
const fewestOfOutcome = 5;
const fewestOfSign = 20;
const mostClasses = 64;

/** Throws `UsageError` where nothing that can be told apart is taught. */
export function outcomesOf(all: readonly Row[]): Outcomes {
  const rows = all.filter(({ context, outcome }) => context.length > 0 && outcome.kind !== 'document');
  if (rows.length === 0)
    throw new UsageError(
      'unsupported',
      all.length === 0
        ? 'there is no row to learn from'
        : 'the rows have no outcome that a text before them could lead to: they are documents',
      'Give labelled texts, or instructions and chats with their answers; bezoar scan judges documents.',
    );
  const labelled = rows.filter(({ outcome }) => labelOf(outcome) !== undefined);
  return labelled.length * 2 >= rows.length ? classes(labelled) : signs(rows);
}

/** Labels, and ratings, which are labels by another name. */
function labelOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'label') return outcome.label;
  if (outcome.kind === 'rating') return outcome.up ? 'up' : 'down';
  return undefined;
}

function classes(rows: readonly Row[]): Outcomes {
  const counts = new Map<string, number>();
  const labels = rows.map(({ outcome }) => labelOf(outcome)!);
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = order.filter(([, count]) => count >= fewestOfOutcome).slice(0, mostClasses);
  if (counts.size < 2)
    throw new UsageError(
      'unsupported',
      'all rows have the same label, so there is nothing to tell apart',
      'Give data with rows of at least two classes.',
    );
  if (kept.length === 0 || rows.length - kept[0][1] < fewestOfOutcome)
    throw new UsageError(
      'unsupported',
      `${rows.length} rows of ${counts.size} classes are too few to learn from`,
      `Give at least ${fewestOfOutcome} rows of each of two classes.`,
    );
  // Of two classes one number says all.
  const two = counts.size === 2;
  const names = (two ? kept.slice(0, 2).reverse().slice(0, 1) : kept).map(([label]) => label);
  const number = new Map(names.map((name, k) => [name, k]));
  const has = new Uint8Array(rows.length * names.length);
  labels.forEach((label, i) => {
    const k = number.get(label);
    if (k !== undefined) has[i * names.length + k] = 1;
  });
  const without = two
    ? [order.find(([label]) => label !== names[0])![0]]
    : names.map((name) => `not ${name}`);
  return { kind: 'classes', names, without, has, rows };
}

function signs(rows: readonly Row[]): Outcomes {
  const bits = Uint8Array.from(rows, ({ outcome }) => {
    const answer = taught(outcome)
      .map(({ text }) => text)
      .join('\n');
    return signsOf(answer, shortLength(answer));
  });
  const kept = answerSigns.flatMap((_, sign) => {
    let count = 0;
    for (const bit of bits) count += (bit >> sign) & 1;
    return count >= fewestOfSign && count <= rows.length - fewestOfSign ? [sign] : [];
  });
  if (kept.length === 0)
    throw new UsageError(
      'unsupported',
      'the answers have no sign that some have and others have not: none refuses, holds a link or code, turns to another script or is very short, or all do',
      'Give more rows, or labelled ones; bezoar scan judges answers by their words.',
    );
  const has = new Uint8Array(rows.length * kept.length);
  for (let i = 0; i < rows.length; i++)
    kept.forEach((sign, k) => (has[i * kept.length + k] = (bits[i] >> sign) & 1));
  const names = kept.map((sign) => answerSigns[sign]);
  return { kind: 'signs', names, without: names.map((name) => `no ${name}`), has, rows };
}

/** Words of the answer's beginning: whether it is very short needs no more. */
const shortLength = (answer: string): number => words(answer.slice(0, 400)).length;
