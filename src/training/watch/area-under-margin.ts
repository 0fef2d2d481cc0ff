// Area under the margin (Pleiss, Zhang, Elenberg & Weinberger 2020): the mean over training of the logit of a row's own label less
// the highest other one. The rows around it teach the true label of a mislabelled row, so its own lags behind. The cut is that of
// threshold samples, rows that the user gave a wrong label on purpose, or else a robust one.
import type { Histories } from './row-histories.ts';
import { robustCut } from './robust-cut.ts';
import { beyond, rowsWhere, type Signal } from './signal.ts';

/** Robust deviations below the median; measured by bench/watch. */
export const marginDeviations = 3;
/**
 * Share of the threshold samples below the cut. The paper has 0.99, for networks that tell nearly all rows apart; where a model is
 * less sure of its rows that lists most of them: 80 % of sst2, at a precision of 0.04.
 */
const thresholdShare = 0.5;
export const fewestThresholdRows = 20;

/** Scores are areas with their sign turned. Undefined where the log tells no margins. */
export function areaUnderMargin(
  h: Histories,
  thresholdRows: ReadonlySet<number> = new Set(),
): Signal | undefined {
  const area = (row: number): number => h.marginSum[row] / h.marginSeen[row];
  const known = rowsWhere(h.size, (row) => h.marginSeen[row] >= 2);
  const judged = known.filter((row) => !thresholdRows.has(row));
  const wrong = Float64Array.from(
    known.filter((row) => thresholdRows.has(row)),
    area,
  ).sort();
  if (judged.length === 0) return undefined;
  const areas = Float64Array.from(judged, area);
  const scores = areas.map((x) => -x);
  if (wrong.length >= fewestThresholdRows)
    return beyond(judged, scores, -wrong[Math.floor(thresholdShare * (wrong.length - 1))]);
  const cut = robustCut(areas, -1, marginDeviations);
  // A row whose own label led on the whole is not called mislabelled, however far the others are ahead.
  return beyond(judged, scores, cut === undefined ? 0 : Math.max(0, -cut.at));
}
