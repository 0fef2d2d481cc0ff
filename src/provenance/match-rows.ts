// Which row of one version of a file is which of another: the same content, in the order of the file where there are copies;
// and of those, which stayed in their place: a longest run that keeps its order.
import { contentIndex } from './content-index.ts';
import { digestBytes, recordBytes } from './row-records.ts';

/** Records of all rows of a file, one after another. */
export interface FileRows {
  readonly records: Buffer;
  readonly rows: number;
}

/** For each row of the newer version, its row in the older one, or -1; and 1 where it stayed in its place. */
export interface Matches {
  readonly before: Int32Array;
  readonly inPlace: Uint8Array;
}

export function matchRows(older: FileRows, newer: FileRows): Matches {
  const before = new Int32Array(newer.rows).fill(-1);
  const inPlace = new Uint8Array(newer.rows);
  // Most of two versions is one: the same from the start and to the end.
  let start = 0;
  const most = Math.min(older.rows, newer.rows);
  while (start < most && sameContent(older.records, start, newer.records, start)) start++;
  let end = 0;
  while (
    end < most - start &&
    sameContent(older.records, older.rows - 1 - end, newer.records, newer.rows - 1 - end)
  )
    end++;
  for (let i = 0; i < start; i++) [before[i], inPlace[i]] = [i, 1];
  for (let i = 1; i <= end; i++) [before[newer.rows - i], inPlace[newer.rows - i]] = [older.rows - i, 1];
  const index = contentIndex(older.records, start, older.rows - end);
  for (let row = start; row < newer.rows - end; row++) before[row] = index.take(newer.records, row);
  for (const row of longestRun(before, start, newer.rows - end)) inPlace[row] = 1;
  return { before, inPlace };
}

export function sameContent(a: Buffer, row: number, b: Buffer, other: number): boolean {
  const [at, from] = [row * recordBytes + digestBytes, other * recordBytes + digestBytes];
  return a.compare(b, from, from + digestBytes, at, at + digestBytes) === 0;
}

export function sameBytes(a: Buffer, row: number, b: Buffer, other: number): boolean {
  const [at, from] = [row * recordBytes, other * recordBytes];
  return a.compare(b, from, from + digestBytes, at, at + digestBytes) === 0;
}

/** Positions in [from, to) of a longest run of ascending values; values below 0 are none. Patience sorting. */
function longestRun(values: Int32Array, from: number, to: number): number[] {
  /** Position of the smallest last value of a run of each length. */
  const tails: number[] = [];
  const previous = new Int32Array(Math.max(0, to - from));
  for (let i = from; i < to; i++) {
    if (values[i] < 0) continue;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[tails[middle]] < values[i]) low = middle + 1;
      else high = middle;
    }
    previous[i - from] = low > 0 ? tails[low - 1] : -1;
    tails[low] = i;
  }
  const run: number[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at - from]) run.push(at);
  return run.reverse();
}
