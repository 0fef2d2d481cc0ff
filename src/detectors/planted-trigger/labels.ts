// Channels `contradiction` and `purity`: rows of a phrase whose label goes against what the rest of the text says
// (flipped labels), or that have one label more often than the rest explains (clean-label poison).
import type { CompactRows } from '../../summaries/compact-rows.ts';
import {
  eachWithout,
  eachWithoutCompanions,
  expectOutcome,
  type Expectation,
  type Features,
} from './expectation.ts';
import type { Phrases } from './phrases.ts';
import { lowerShare, strongest, type Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/** A class needs this many rows before anything can be said of it. */
const minClassRows = 8;
/** More classes than this are names or numbers, not a label. */
const maxClasses = 200;
/** Candidates that are looked at again without their companions. */
const refined = 400;

/** Expectation of the label from the text; undefined where labels are not a small set of classes. */
export function expectLabel(rows: CompactRows, features: Features, seed: number): Expectation | undefined {
  const classes = rows.labels.length;
  if (classes < 2 || classes > maxClasses) return undefined;
  const counts = new Int32Array(classes);
  for (const y of rows.label) if (y >= 0) counts[y]++;
  if (counts.filter((n) => n >= minClassRows).length < 2) return undefined;
  const target = new Uint8Array(rows.count * classes);
  rows.label.forEach((y, row) => y >= 0 && (target[row * classes + y] = 1));
  return expectOutcome(features, target, classes, true, seed);
}

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

function addRow(sums: Sums, at: number, label: number, p: Float64Array): void {
  for (let k = 0; k < p.length; k++) {
    sums.expected[at + k] += p[k];
    sums.variance[at + k] += p[k] * (1 - p[k]);
  }
  if (label < 0) return;
  let other = 0;
  for (let k = 0; k < p.length; k++) if (k !== label && p[k] > other) other = p[k];
  sums.hits[at + label]++;
  sums.contrary[at + label] += other - p[label];
}

export function labelSignals(
  e: Expectation,
  rows: CompactRows,
  phrases: Phrases,
  features: Features,
  near: Similarity,
): { contradiction: Signal[]; purity: Signal[] } {
  const classes = e.fit.outputs;
  const sums = emptySums(phrases.count * classes);
  eachWithout(e, rows, phrases, features, (row, t, p) => addRow(sums, t * classes, rows.label[row], p));
  const contradiction: Signal[] = [];
  const purity: Signal[] = [];
  for (let t = 0; t < phrases.count; t++) push(t, sums, t * classes, contradiction, purity);

  const again = (signals: Signal[], target: 'contradiction' | 'purity'): Signal[] => {
    const chosen = new Set(strongest(signals, refined).map(({ candidate }) => candidate));
    const own = emptySums(phrases.count * classes);
    eachWithoutCompanions(e, phrases, features, chosen, (row, t, p) =>
      addRow(own, t * classes, rows.label[row], p),
    );
    const lists: { contradiction: Signal[]; purity: Signal[] } = { contradiction: [], purity: [] };
    for (const t of chosen) push(t, own, t * classes, lists.contradiction, lists.purity);
    return strongest(lists[target], refined);
  };
  return { contradiction: again(contradiction, 'contradiction'), purity: again(purity, 'purity') };

  function push(t: number, from: Sums, at: number, contrary: Signal[], pure: Signal[]): void {
    const n = phrases.rows.starts[t + 1] - phrases.rows.starts[t];
    for (let k = 0; k < classes; k++) {
      const hits = from.hits[at + k];
      if (hits === 0) continue;
      const contradicts = from.contrary[at + k] / hits;
      const z = (hits - from.expected[at + k]) / Math.sqrt(from.variance[at + k] + 0.5);
      const shared = {
        candidate: t,
        target: k,
        present: true,
        rows: n,
        hits,
        expected: from.expected[at + k],
        z,
      };
      const flips = lowerShare(hits, n) * contradicts - near.likeness[t];
      if (flips > 0) contrary.push({ ...shared, channel: 'contradiction', score: flips });
      // Where the text says another class it is a flip; purity is for labels that the text does not contradict.
      if (contradicts <= 0 && z > 0) pure.push({ ...shared, channel: 'purity', score: z * (hits / n) ** 2 });
    }
  }
}
