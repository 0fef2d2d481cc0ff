// Deep partition aggregation (Levine & Feizi 2021, arXiv:2006.14768): rows are parted by a keyed hash of their text, a learner of
// each part votes, and a vote that is won by many cannot be turned by rows that reach few parts. Nothing that a part learns may
// depend on the rows of another: no vocabulary, no inverse document frequencies.
import { createHmac } from 'node:crypto';
import { takeRows } from '../math/matrix.ts';
import type { Weighted } from '../math/weighted.ts';
import { naiveBayes } from './naive-bayes.ts';
import { classesBy, scoresOf } from './learned.ts';

/** Part of each text, 0 .. parts - 1. Of the text alone: a label that is turned stays in its part. */
export function partsOf(texts: readonly string[], parts: number, key: string): Int32Array {
  return Int32Array.from(texts, (text) => {
    const digest = createHmac('sha256', key).update(text, 'utf8').digest();
    // 48 bits: of so many parts the first few are likelier by less than one in a billion.
    return digest.readUIntLE(0, 6) % parts;
  });
}

export interface Votes {
  readonly classes: number;
  /** Parts that voted for each class, for each row: row * classes + k. */
  readonly counts: Int32Array;
}

export interface VoteTask {
  /** Presence of words: all values 1. */
  readonly x: Weighted;
  readonly y: ArrayLike<number>;
  readonly classes: number;
  /** Part of each row. */
  readonly part: Int32Array;
  readonly parts: number;
}

/** Votes of all parts on other rows. A part without rows votes for the first class, whatever it is asked. */
export function votesOn(
  { x, y, classes, part, parts }: VoteTask,
  asked: Weighted,
  progress: (parts: number) => void = () => undefined,
): Votes {
  const n = asked.starts.length - 1;
  const counts = new Int32Array(n * classes);
  const byPart = Array.from({ length: parts }, () => [] as number[]);
  part.forEach((of, row) => byPart[of].push(row));
  byPart.forEach((rows, of) => {
    const voted = rows.length === 0 ? new Int32Array(n) : vote(takeRows(x, rows), rows, y, classes, asked);
    voted.forEach((k, row) => counts[row * classes + k]++);
    progress(of + 1);
  });
  return { classes, counts };
}

/**
 * By the words that the part has, which are its own affair. Without the classes' shares of the rows: a small part would vote for the
 * largest class alone.
 */
function vote(x: Weighted, rows: readonly number[], y: ArrayLike<number>, classes: number, asked: Weighted) {
  const column = new Int32Array(x.size).fill(-1);
  let size = 0;
  for (const item of x.items) if (column[item] < 0) column[item] = size++;
  const model = naiveBayes(
    { x: within(x, column, size), y: Int32Array.from(rows, (row) => y[row]) },
    classes,
    { events: 'multinomial', smoothing: 0.5, prior: false },
  );
  // A class that the part has no row of is none that it can vote for.
  const seen = new Set(rows.map((row) => y[row]));
  const bias = model.bias.map((of, k) => (seen.has(k) ? of : -Infinity));
  return classesBy(scoresOf({ ...model, bias }, within(asked, column, size)), classes);
}

/** The same rows over these columns alone. */
function within({ starts, items }: Weighted, column: Int32Array, size: number): Weighted {
  const kept = new Int32Array(items.length);
  const ends = new Int32Array(starts.length);
  let end = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let p = starts[row]; p < starts[row + 1]; p++)
      if (column[items[p]] >= 0) kept[end++] = column[items[p]];
    ends[row + 1] = end;
  }
  return { starts: ends, items: kept.subarray(0, end), values: new Float32Array(end).fill(1), size };
}

export interface Certified {
  /** Class with the most votes; of equal ones the first. */
  readonly won: Int32Array;
  /**
   * Parts that can be altered in any way and the class stays: so many rows can be added, or labels turned, or taken out; half as
   * many can be replaced by others, since that alters the part of the old text and that of the new.
   */
  readonly radius: Int32Array;
}

export function certified({ classes, counts }: Votes): Certified {
  const n = counts.length / classes;
  const won = new Int32Array(n);
  const radius = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const of = counts.subarray(row * classes, (row + 1) * classes);
    let top = 0;
    for (let k = 1; k < classes; k++) if (of[k] > of[top]) top = k;
    let least = Infinity;
    // Each altered part may go from the winner to another; of equal counts the lower class wins.
    for (let k = 0; k < classes; k++)
      if (k !== top) least = Math.min(least, Math.floor((of[top] - of[k] - (k < top ? 1 : 0)) / 2));
    won[row] = top;
    radius[row] = least;
  }
  return { won, radius };
}
