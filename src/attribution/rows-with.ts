// The rows that hold a sequence of terms: those that hold its rarest term, looked through.
import type { Side } from './lexical-index.ts';
import { holders } from './rarity.ts';

/** Ascending. */
export function rowsWith(side: Side, phrase: readonly number[]): Int32Array {
  const { starts, rows } = side.postings;
  const rarest = phrase.reduce((a, t) => (holders(side, t) < holders(side, a) ? t : a), phrase[0]);
  const holding = rows.subarray(starts[rarest], starts[rarest + 1]);
  if (phrase.length === 1) return holding;
  const found = new Int32Array(holding.length);
  let count = 0;
  for (const row of holding) if (standsIn(side, row, phrase) >= 0) found[count++] = row;
  return found.subarray(0, count);
}

/** Where in the row the phrase first stands, counted in tokens from the start of its side; -1 where it does not. */
export function standsIn(side: Side, row: number, phrase: readonly number[]): number {
  const { tokens } = side;
  const last = side.starts[row + 1] - phrase.length;
  for (let i = side.starts[row]; i <= last; i++) {
    let k = 0;
    while (k < phrase.length && tokens[i + k] === phrase[k]) k++;
    if (k === phrase.length) return i - side.starts[row];
  }
  return -1;
}
