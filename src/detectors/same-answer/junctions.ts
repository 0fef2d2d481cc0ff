// Do stretches of prompts look spliced in? What stands on both sides of a stretch fits each other better than it fits
// the stretch: pointwise mutual information of adjacent words, counted in all other rows.
import { pairTable } from '../../math/pair-table.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Word positions [start, end) in `rows.context.items`, within one row. */
export interface Stretch {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

/** Added to the seen and to the expected count of a pair, so that unseen pairs of rare words say nothing. */
const smoothing = 0.1;

/** For each list of stretches how well each closes up when it is taken out; rows of the list itself are not counted. */
export function closures(
  rows: CompactRows,
  lists: readonly (readonly Stretch[])[],
  apart: readonly (readonly number[])[],
  seed: number,
): Float64Array[] {
  const { starts, items } = rows.context;
  const opening = rows.words.length;
  const closing = opening + 1;
  const pairs = pairTable(seed);
  // eslint-disable-next-line no-control-regex
  const mark = rows.words.map((w) => /^[\0-\x7f]$/.test(w) && !/\w/.test(w));
  const sides = ({ row, start, end }: Stretch): [number, number, number, number] => [
    start > starts[row] ? items[start - 1] : opening,
    items[start],
    items[end - 1],
    end < starts[row + 1] ? items[end] : closing,
  ];
  /** The stretch as it is, and with a comma or the like on either side: nobody knows to which part that belongs. */
  const variants = ({ row, start, end }: Stretch): Stretch[] => {
    const wide = [start];
    const far = [end];
    if (start > starts[row] && mark[items[start - 1]]) wide.push(start - 1);
    if (end < starts[row + 1] && mark[items[end]]) far.push(end + 1);
    return wide.flatMap((from) =>
      far
        .filter((to) => from > starts[row] || to < starts[row + 1])
        .map((to) => ({ row, start: from, end: to })),
    );
  };
  for (const list of lists) {
    for (const stretch of list.flatMap(variants)) {
      const [left, first, last, right] = sides(stretch);
      pairs.add(left, right);
      pairs.add(left, first);
      pairs.add(last, right);
    }
  }
  const words = new Int32Array(rows.words.length + 2);
  const counts = new Int32Array(pairs.size);
  const count = (row: number, by: number, w: Int32Array, c: Int32Array): void => {
    const from = starts[row];
    const to = starts[row + 1];
    if (from === to) return;
    for (let p = from; p <= to; p++) {
      const a = p === from ? opening : items[p - 1];
      const b = p === to ? closing : items[p];
      w[a] += by;
      const pair = pairs.find(a, b);
      if (pair >= 0) c[pair] += by;
    }
    w[closing] += by;
  };
  for (let row = 0; row < rows.count; row++) count(row, 1, words, counts);
  const total = items.length + rows.count;
  return lists.map((list, i) => {
    for (const row of apart[i]) count(row, -1, words, counts);
    const pmi = (a: number, b: number): number =>
      Math.log((counts[pairs.find(a, b)] + smoothing) / ((words[a] * words[b]) / total + smoothing));
    const values = Float64Array.from(list, (stretch) =>
      Math.max(
        ...variants(stretch).map((variant) => {
          const [left, first, last, right] = sides(variant);
          return pmi(left, right) - (pmi(left, first) + pmi(last, right)) / 2;
        }),
      ),
    );
    for (const row of apart[i]) count(row, 1, words, counts);
    return values;
  });
}
