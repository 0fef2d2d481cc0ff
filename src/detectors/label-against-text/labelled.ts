// The rows whose labels are judged: those of classes with enough rows, all of them or every so-many-th of a large
// corpus; or the reason, in plain words, why labels of this kind cannot be.
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { maxWords } from './features.ts';

export interface Labelled {
  /** Indices into the compact rows. */
  readonly rows: readonly number[];
  /** Class of each, an index into `names`. */
  readonly label: Int32Array;
  readonly names: readonly string[];
  /** 1 where the label is vouched for. */
  readonly sure: Uint8Array;
  /** Share of the labelled rows that is judged, and the rows of classes too small to be. */
  readonly share: number;
  readonly small: number;
}

export interface Unjudged {
  readonly reason: string;
}

/** Below, the interval of the rate of wrong labels reaches from none to more than one in ten. */
export const fewestRows = 200;
/** A class that five models learn, each from four fifths of its rows. */
const fewestOfClass = 8;
/** More are names or numbers: each would have its own model of a few rows. */
const mostClasses = 200;
/** More numbers than these are a scale, where the next value is no error. */
const mostNumbers = 12;
/** Rows, and words times classes, that are learned from: two to four seconds. */
const mostRows = 20_000;
const mostWork = 4e6;
/** A word is two numbers, itself and its pair; one of the row's own vector is one. */
const wordsOfNumber = 0.5;

const numeric = /^\s*[-+]?\d{1,15}(?:[.,]\d{1,15})?\s*$/;

export function labelled(all: CompactRows): Labelled | Unjudged {
  const counts = new Int32Array(all.labels.length);
  let total = 0;
  for (const y of all.label) {
    if (y < 0) continue;
    counts[y]++;
    total++;
  }
  const numbers = all.labels.filter((name, y) => counts[y] > 0 && numeric.test(name.slice(0, 40)));
  if (numbers.length > mostNumbers && numbers.length > 0.9 * counts.filter((c) => c > 0).length)
    return { reason: `the labels are ${numbers.length} different numbers, a scale and not classes` };
  const own = [...counts.keys()].filter((y) => counts[y] >= fewestOfClass);
  if (own.length > mostClasses)
    return { reason: `${own.length} classes are too many, ${mostClasses} at most can be told apart` };
  const judged = own.reduce((sum, y) => sum + counts[y], 0);
  if (judged < total / 2)
    return { reason: `most labels stand in fewer than ${fewestOfClass} rows, as names or free answers do` };
  if (own.length < 2) return { reason: 'there is one label alone' };
  if (judged < fewestRows) return { reason: `${judged} distinct rows are too few, ${fewestRows} are needed` };
  const classOf = new Int32Array(all.labels.length).fill(-1);
  own.forEach((y, k) => (classOf[y] = k));
  const rows = Array.from(all.label.keys()).filter(
    (row) => all.label[row] >= 0 && classOf[all.label[row]] >= 0,
  );
  let words = (wordsOfNumber * rows.length * all.embeddings.length) / Math.max(1, all.count);
  for (const row of rows)
    words += Math.min(maxWords, listOf(all.context, row).length + listOf(all.answer, row).length);
  const work = words * (own.length === 2 ? 1 : own.length);
  const step = Math.max(1, Math.ceil(Math.max(rows.length / mostRows, work / mostWork)));
  const chosen = rows.filter((_, i) => i % step === 0);
  return {
    rows: chosen,
    label: Int32Array.from(chosen, (row) => classOf[all.label[row]]),
    names: own.map((y) => all.labels[y]),
    sure: Uint8Array.from(chosen, (row) => all.trusted[row]),
    share: (all.share * chosen.length) / rows.length,
    small: total - judged,
  };
}
