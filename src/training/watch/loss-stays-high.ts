// Rows whose loss stays high to the end: no model that fits the others fits them, as when a row contradicts many others.
import { points, type Histories } from './row-histories.ts';
import { robustCut } from './robust-cut.ts';
import { beyond, rowsWhere, type Signal } from './signal.ts';

/** Robust deviations above the median of the lowest loss that a row had in the later half; measured by bench/watch. */
export const highDeviations = 6;

/** Scores are the lowest mean loss at any point of the later half of what was seen of a row. */
export function lossStaysHigh(h: Histories): Signal | undefined {
  const judged = rowsWhere(h.size, (row) => h.seen[row] >= 3);
  if (judged.length === 0) return undefined;
  const scores = Float64Array.from(judged, (row) => {
    const last = Math.ceil(h.seen[row] / h.stride) - 1;
    let lowest = Infinity;
    for (let p = Math.ceil(last / 2); p <= last; p++) lowest = Math.min(lowest, h.curves[row * points + p]);
    return lowest;
  });
  return beyond(judged, scores, robustCut(scores, 1, highDeviations)?.at ?? Infinity);
}
