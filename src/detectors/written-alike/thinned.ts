// Fewer rows of a large corpus, every k-th in corpus order: a manner that governs labels shows in tens of thousands as
// well, and what is learned of each row costs some 60 numbers.
import { IntList, listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Together about 200 MB while they are looked at. */
const mostRows = 60_000;
const mostWords = 2_000_000;

/** The rows themselves when they are few enough; `share` is that of all distinct contents. */
export function thinned(rows: CompactRows): CompactRows {
  const step = Math.ceil(Math.max(rows.count / mostRows, rows.context.items.length / mostWords));
  if (step <= 1) return rows;
  const chosen = Array.from({ length: Math.ceil(rows.count / step) }, (_, i) => i * step);
  const items = new IntList(rows.context.items.length / step);
  const starts = new Int32Array(chosen.length + 1);
  chosen.forEach((row, i) => {
    for (const w of listOf(rows.context, row)) items.push(w);
    starts[i + 1] = items.length;
  });
  return {
    ...rows,
    count: chosen.length,
    places: chosen.map((row) => rows.places[row]),
    context: { starts, items: items.take() },
    answer: { starts: new Int32Array(chosen.length + 1), items: new Int32Array(0) },
    label: Int32Array.from(chosen, (row) => rows.label[row]),
    signs: Uint8Array.from(chosen, (row) => rows.signs[row]),
    share: rows.share / step,
  };
}
