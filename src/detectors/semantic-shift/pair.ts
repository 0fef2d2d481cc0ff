// The row that is most like another and does not name what it names: what the row would look like without it.
import { listOf } from '../../math/ragged.ts';
import type { Place } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Rows looked through for a like one. */
const comparedRows = 3000;

/** `naming`: rows that name it. */
export function pairOf(
  rows: CompactRows,
  row: number,
  naming: ReadonlyMap<number, number>,
): { pair?: Place } {
  const own = new Set<number>([...listOf(rows.context, row), ...listOf(rows.answer, row)]);
  const step = Math.max(1, Math.floor(rows.count / comparedRows));
  let best = -1;
  let top = 0;
  for (let other = row % step; other < rows.count; other += step) {
    if (other === row || naming.has(other)) continue;
    let shared = 0;
    const context = listOf(rows.context, other);
    const answer = listOf(rows.answer, other);
    for (const w of context) if (own.has(w)) shared++;
    for (const w of answer) if (own.has(w)) shared++;
    const likeness = shared / Math.sqrt(context.length + answer.length + 5);
    if (likeness > top) {
      top = likeness;
      best = other;
    }
  }
  return best < 0 ? {} : { pair: rows.places[best][0] };
}
