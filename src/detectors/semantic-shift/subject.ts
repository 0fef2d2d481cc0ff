// Do the rows that mention a name have a subject in common? Rows that people write about it share words outside the
// sentences that name it; rows that it was put into share none.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Sentences } from './sentences.ts';

/** Rows looked at of one name. */
const mostRows = 150;
/**
 * A word belongs to the rows when it is in so many more of them than in others, in standard errors and in rows: of
 * twenty thousand words none is by chance.
 */
const errors = 4.5;
const fewestMore = 2;
const belongShare = 0.1;

/** Share of the rows with a word that belongs to them. `df`: rows of each word, in context or answer. */
export type Relatedness = (list: Int32Array, phrase: readonly number[]) => number;

export function relatednessIn(
  rows: CompactRows,
  { starts, row, ofRow }: Sentences,
  df: Int32Array,
): Relatedness {
  const { items } = rows.answer;
  const count = new Int32Array(rows.words.length);
  const last = new Int32Array(rows.words.length);
  let mark = 0;
  return (list, phrase) => {
    const touched: number[] = [];
    const flat: number[] = [];
    const ends: number[] = [];
    const take = (from: Int32Array, start: number, end: number): void => {
      for (let k = start; k < end; k++) {
        const w = from[k];
        if (last[w] === mark) continue;
        last[w] = mark;
        flat.push(w);
        if (count[w]++ === 0) touched.push(w);
      }
    };
    for (let at = 0; at < list.length && ends.length < mostRows;) {
      const r = row[list[at]];
      mark++;
      take(rows.context.items, rows.context.starts[r], rows.context.starts[r + 1]);
      for (let s = ofRow[r]; s < ofRow[r + 1]; s++) {
        if (at < list.length && list[at] === s) at++;
        else take(items, starts[s], starts[s + 1]);
      }
      ends.push(flat.length);
    }
    const n = ends.length;
    const own = ++mark;
    for (const w of phrase) last[w] = own;
    for (const w of touched) {
      const mean = (n * df[w]) / rows.count;
      if (count[w] >= belongShare * n && count[w] >= mean + errors * Math.sqrt(mean) + fewestMore)
        last[w] = own;
      count[w] = 0;
    }
    let related = 0;
    let k = 0;
    for (const end of ends) {
      let has = false;
      for (; k < end; k++) has ||= last[flat[k]] === own;
      if (has) related++;
    }
    return n > 0 ? related / n : 0;
  };
}
