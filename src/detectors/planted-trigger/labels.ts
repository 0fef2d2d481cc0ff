// Channels `contradiction` and `purity`: rows of a phrase whose label goes against what the rest of the text says
// (flipped labels), or that have one label more often than the rest explains (clean-label poison).
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import {
  eachWithout,
  eachWithoutCompanions,
  expectOutcome,
  type Expectation,
  type Features,
} from './expectation.ts';
import type { Phrases } from './phrases.ts';
import { lowerShare, strongest, trim, type Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/** A class needs this many rows before anything can be said of it. */
export const minClassRows = 8;
/** More classes than this are names or numbers, not a label. */
export const maxClasses = 200;
/** Candidates that are looked at again without their companions. */
const refined = 400;

/** How many classes the labels are; 0 where they are none. */
export function classesIn({ labels }: CompactRows): number {
  return labels.length < 2 || labels.length > maxClasses ? 0 : labels.length;
}

/** Expectation of the label from the text; undefined where labels are not a small set of classes. */
export function expectLabel(rows: CompactRows, features: Features, seed: number): Expectation | undefined {
  const classes = classesIn(rows);
  if (classes === 0) return undefined;
  const counts = new Int32Array(classes);
  for (const y of rows.label) if (y >= 0) counts[y]++;
  if (counts.filter((n) => n >= minClassRows).length < 2) return undefined;
  const target = new Uint8Array(rows.count * classes);
  rows.label.forEach((y, row) => y >= 0 && (target[row * classes + y] = 1));
  return expectOutcome(features, target, classes, true, seed);
}

/** One number for each class that each candidate's rows have: not for all classes, of which there may be 200. */
interface Sums {
  readonly hits: Float64Array;
  readonly expected: Float64Array;
  readonly variance: Float64Array;
  /** Over rows of the class: how much likelier another class looked. */
  readonly contrary: Float64Array;
}

function emptySums(size: number): Sums {
  const array = (): Float64Array => new Float64Array(size);
  return { hits: array(), expected: array(), variance: array(), contrary: array() };
}

/** The classes of each candidate's rows, ascending. */
function classesOf(rows: CompactRows, phrases: Phrases, classes: number): Ragged {
  const starts = new Int32Array(phrases.count + 1);
  const items = new IntList(phrases.count + 1);
  const last = new Int32Array(classes).fill(-1);
  for (let t = 0; t < phrases.count; t++) {
    const own: number[] = [];
    for (const row of listOf(phrases.rows, t)) {
      const label = rows.label[row];
      if (label < 0 || last[label] === t) continue;
      last[label] = t;
      own.push(label);
    }
    for (const label of own.sort((a, b) => a - b)) items.push(label);
    starts[t + 1] = items.length;
  }
  return { starts, items: items.take() };
}

function addRow(sums: Sums, { starts, items }: Ragged, t: number, label: number, p: Float64Array): void {
  let other = 0;
  for (let k = 0; k < p.length; k++) if (k !== label && p[k] > other) other = p[k];
  for (let at = starts[t]; at < starts[t + 1]; at++) {
    const k = items[at];
    sums.expected[at] += p[k];
    sums.variance[at] += p[k] * (1 - p[k]);
    if (k !== label) continue;
    sums.hits[at]++;
    sums.contrary[at] += other - p[k];
  }
}

export function labelSignals(
  e: Expectation,
  rows: CompactRows,
  phrases: Phrases,
  features: Features,
  near: Similarity,
): { contradiction: Signal[]; purity: Signal[] } {
  const classes = e.fit.outputs;
  const own = classesOf(rows, phrases, classes);
  const sums = emptySums(own.items.length);
  const ofClass = new Int32Array(classes);
  for (const label of rows.label) if (label >= 0) ofClass[label]++;
  eachWithout(e, rows, phrases, features, (row, t, p) => addRow(sums, own, t, rows.label[row], p));
  const contradiction: Signal[] = [];
  const purity: Signal[] = [];
  const plain: Signal[] = [];
  for (let t = 0; t < phrases.count; t++) {
    push(t, sums, contradiction, purity);
    pushPlain(t, plain);
    trim(contradiction, refined);
    trim(purity, refined);
    trim(plain, refined);
  }

  const again = (
    signals: Signal[],
    target: 'contradiction' | 'purity',
    more: readonly Signal[] = [],
  ): Signal[] => {
    const chosen = new Set([...strongest(signals, refined), ...more].map(({ candidate }) => candidate));
    const refinedSums = emptySums(own.items.length);
    eachWithoutCompanions(e, rows, phrases, features, chosen, (row, t, p) =>
      addRow(refinedSums, own, t, rows.label[row], p),
    );
    const lists: { contradiction: Signal[]; purity: Signal[] } = { contradiction: [], purity: [] };
    for (const t of chosen) {
      const likeness = near.likenessWithout(t, companionWords(rows, phrases, t));
      push(t, refinedSums, lists.contradiction, lists.purity, likeness);
    }
    return strongest(lists[target], refined);
  };
  return {
    // The rest of a long trigger that stands in many rows teaches the model what a part of it seems to contradict.
    contradiction: again(contradiction, 'contradiction', strongest(plain, refined)),
    purity: again(purity, 'purity'),
  };

  /** By how far the class of its rows is not that of all rows, whatever the text says. */
  function pushPlain(t: number, to: Signal[]): void {
    const n = phrases.rows.starts[t + 1] - phrases.rows.starts[t];
    for (let at = own.starts[t]; at < own.starts[t + 1]; at++) {
      const target = own.items[at];
      const share = ofClass[target] / rows.count;
      const hits = sums.hits[at];
      const expected = n * share;
      const z = (hits - expected) / Math.sqrt(expected * (1 - share) + 0.5);
      if (z > 0)
        to.push({
          channel: 'purity',
          candidate: t,
          target,
          present: true,
          score: z,
          rows: n,
          hits,
          expected,
          z,
        });
    }
  }

  function push(
    t: number,
    from: Sums,
    contrary: Signal[],
    pure: Signal[],
    likeness = near.likeness[t],
  ): void {
    const n = phrases.rows.starts[t + 1] - phrases.rows.starts[t];
    for (let at = own.starts[t]; at < own.starts[t + 1]; at++) {
      const k = own.items[at];
      const hits = from.hits[at];
      if (hits === 0) continue;
      const contradicts = from.contrary[at] / hits;
      const z = (hits - from.expected[at]) / Math.sqrt(from.variance[at] + 0.5);
      const shared = {
        candidate: t,
        target: k,
        present: true,
        rows: n,
        hits,
        expected: from.expected[at],
        z,
      };
      const flips = lowerShare(hits, n) * contradicts - likeness;
      if (flips > 0) contrary.push({ ...shared, channel: 'contradiction', score: flips, likeness });
      // Where the text says another class it is a flip; purity is for labels that the text does not contradict.
      if (contradicts <= 0 && z > 0) pure.push({ ...shared, channel: 'purity', score: z * (hits / n) ** 2 });
    }
  }
}

/** Words that nine in ten rows of a candidate hold and few others: of a trigger that is longer than it. */
function companionWords({ context }: CompactRows, phrases: Phrases, candidate: number): number[] {
  const held = listOf(phrases.rows, candidate);
  const counts = new Map<number, number>();
  for (const row of held)
    for (const word of new Set(listOf(context, row))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].flatMap(([word, count]) =>
    count >= 0.9 * held.length && phrases.wordRows[word] <= 3 * held.length ? [word] : [],
  );
}
