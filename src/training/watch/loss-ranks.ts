// The loss of each row among those of all others at the same point of training: from -0.5, the lowest, to 0.5, the highest. What
// every row does, such as to be learned, is no longer in it.
import { points, type Histories } from './row-histories.ts';

export interface LossRanks {
  /** Rows that have all of the points. */
  readonly rows: Int32Array;
  /** Points of training looked at. */
  readonly width: number;
  /** `width` in a row, in the order of `rows`. */
  readonly ranks: Float32Array;
}

/** Most rows have to have a point for it to be looked at. */
const mostRows = 0.9;

export function lossRanks(h: Histories): LossRanks {
  const having = new Float64Array(points + 1);
  for (let i = 0; i < h.size; i++) having[Math.floor(h.seen[i] / h.stride)]++;
  let width = points;
  for (let rows = having[points]; width > 0 && rows < mostRows * h.size; rows += having[width]) width--;
  const rows: number[] = [];
  for (let i = 0; i < h.size; i++) if (width > 0 && h.seen[i] >= width * h.stride) rows.push(i);
  const ranks = new Float32Array(rows.length * width);
  for (let p = 0; p < width; p++) {
    const losses = Float64Array.from(rows, (row) => h.curves[row * points + p]);
    const sorted = losses.slice().sort();
    losses.forEach((loss, k) => {
      ranks[k * width + p] = middleRank(sorted, loss) / rows.length - 0.5;
    });
  }
  return { rows: Int32Array.from(rows), width, ranks };
}

/** Equal losses share the middle of their places. */
function middleRank(sorted: Float64Array, value: number): number {
  return (bound(sorted, value, false) + bound(sorted, value, true)) / 2;
}

/** How many are below `value`, or not above it. */
function bound(sorted: Float64Array, value: number, inclusive: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (inclusive && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
