// What a row says, as numbers: its words, pairs of words and how it begins, by TF-IDF (Salton & Buckley 1988), and
// beside them the vector that the data brings along. Both have length 1 in each row, 0 where there is none; a vector with a
// number that is not finite is none.
import { mix32 } from '../../math/hash.ts';
import type { Weighted } from '../../math/weighted.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Words of a row that are read: what a longer text is about stands in its beginning as well. */
export const maxWords = 400;
/** Word number and pair of word numbers to column; two share one where their hashes do, in 1 of 100. */
const buckets = 2 ** 20;

export function features(all: CompactRows, rows: readonly number[], seed: number): Weighted {
  // What is rated is the answer, so it is read as well; rows of other shapes with a label have none.
  const parts = [all.context, all.answer].filter(({ items }) => items.length > 0);
  const most = maxWords / Math.max(1, parts.length);
  const width = all.embeddings.length / Math.max(1, all.count);
  const begins = mix32(seed + 1);
  const word = mix32(seed + 2);
  const columnOf = new Int32Array(buckets).fill(-1);
  const last = new Int32Array(buckets).fill(-1);
  const at = new Int32Array(buckets);
  const starts = new Int32Array(rows.length + 1);
  const items: number[] = [];
  const values: number[] = [];
  // The columns of the vector are the first, and stand last in a row.
  const holders: number[] = Array.from({ length: width }, () => 0);
  rows.forEach((row, i) => {
    const take = (hash: number): void => {
      const bucket = hash % buckets;
      if (last[bucket] === i) {
        values[at[bucket]]++;
        return;
      }
      last[bucket] = i;
      at[bucket] = values.length;
      if (columnOf[bucket] < 0) {
        columnOf[bucket] = holders.length;
        holders.push(0);
      }
      holders[columnOf[bucket]]++;
      items.push(columnOf[bucket]);
      values.push(1);
    };
    parts.forEach((part, turn) => {
      const start = part.starts[row];
      const end = Math.min(part.starts[row + 1], start + most);
      if (start < end) take(mix32(part.items[start] ^ (begins + turn)));
      for (let p = start; p < end; p++) {
        const one = mix32(part.items[p] ^ (word + turn));
        take(one);
        if (p + 1 < end) take(mix32(Math.imul(one, 31) ^ part.items[p + 1]));
      }
    });
    const vector = all.embeddings.subarray(row * width, (row + 1) * width);
    const known = vector.every(Number.isFinite);
    for (let d = 0; d < width; d++) {
      items.push(d);
      values.push(known ? vector[d] : 0);
    }
    starts[i + 1] = items.length;
  });
  const idf = Float64Array.from(holders, (df) => Math.log((1 + rows.length) / (1 + df)) + 1);
  const weights = Float32Array.from(values);
  for (let i = 0; i < rows.length; i++) {
    const text = starts[i + 1] - width;
    normalise(weights, starts[i], text, (p) => idf[items[p]]);
    normalise(weights, text, starts[i + 1], () => 1);
  }
  return { starts, items: Int32Array.from(items), values: weights, size: holders.length };
}

function normalise(weights: Float32Array, start: number, end: number, factor: (p: number) => number): void {
  let sum = 0;
  for (let p = start; p < end; p++) {
    weights[p] *= factor(p);
    sum += weights[p] ** 2;
  }
  if (sum === 0) return;
  const length = Math.sqrt(sum);
  for (let p = start; p < end; p++) weights[p] /= length;
}
