// Forgetting events (Toneva et al. 2019): a row that was right the last time it was seen and is wrong now has been forgotten.
// Mislabelled rows are forgotten most often, or never learned at all.
import { robustCut } from './robust-cut.ts';
import type { Histories } from './row-histories.ts';
import { beyond, rowsWhere, type Signal } from './signal.ts';

/** A row has to be seen so often before anything is said of it. */
export const fewestTimes = 5;
/** Robust deviations above the median, of the share of times at which a row was wrong again or still; measured by bench/watch. */
export const forgettingDeviations = 6;

/** Scores are forgetting events; of a row that was never right, as many as the times it was seen, as the paper ranks it. */
export function forgetting(h: Histories): Signal | undefined {
  const judged = rowsWhere(h.size, (row) => h.seen[row] >= fewestTimes);
  if (judged.length === 0) return undefined;
  const scores = Float64Array.from(judged, (row) =>
    h.learnedAt[row] === 0 ? h.seen[row] : h.forgotten[row],
  );
  // Counts are coarse: where most rows are never forgotten, the deviation of the others is taken to be one event.
  const cut = robustCut(scores, 1, forgettingDeviations)?.at ?? forgettingDeviations - 1;
  return beyond(judged, scores, cut);
}
