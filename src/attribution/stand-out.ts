// Which rows of a ranking stand out for the given behaviours. The behaviours are scored as if they were rows: where most of
// them lie among a few rows of thousands, these rows are of their kind; where they lie anywhere, the ranking found something
// else. The cut is the score at which that is least likely to be chance.
import { binomialTail } from '../math/tail.ts';
import { bestRows } from './best-rows.ts';

export interface StandsOut {
  /** Lowest score of a row that stands out. */
  readonly cut: number;
  readonly rows: number;
  /** Behaviours that score as high. */
  readonly behaviours: number;
  /** -ln of the chance that so many behaviours would if each were an ordinary row. */
  readonly surprise: number;
}

/** `own`: score of each behaviour. Undefined where no behaviour scores above 0. */
export function standOut(
  scores: Float64Array,
  own: readonly number[],
  apart: ReadonlySet<number>,
): StandsOut | undefined {
  const levels = [...own].filter((score) => score > 0).sort((a, b) => b - a);
  if (levels.length === 0) return undefined;
  // Rows at or above each level: those between it and the one above, summed.
  const rows = Array.from({ length: levels.length }, () => 0);
  for (let row = 0; row < scores.length; row++) {
    if (scores[row] < levels[levels.length - 1] || apart.has(row)) continue;
    let [low, high] = [0, levels.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (scores[row] >= levels[middle]) high = middle;
      else low = middle + 1;
    }
    rows[low]++;
  }
  let best: StandsOut | undefined;
  let above = 0;
  levels.forEach((cut, i) => {
    above += rows[i];
    if (above === 0 || levels[i + 1] === cut) return;
    const share = Math.min(1, above / Math.max(1, scores.length - apart.size));
    const chance = binomialTail(i + 1, own.length, share);
    const surprise = chance > 0 ? -Math.log(chance) : -(i + 1) * Math.log(share);
    if (!best || surprise > best.surprise) best = { cut, rows: above, behaviours: i + 1, surprise };
  });
  return best;
}

/** Of the rows below the cut that are taken too, at most this share may be ordinary ones. */
const mostOrdinary = 0.1;
/** What scores less than half as much as the least behaviour is of another kind, whatever the tail. */
const leastOfCut = 0.5;
const tailRows = 200;
const apartFromTail = 20;

/**
 * The least of a few behaviours lies above some rows of their kind: the cut goes down to where an exponential tail, fitted to
 * the rows beyond twice as many, lets expect no more than a tenth of what is above to be ordinary.
 */
export function lowered(found: StandsOut, scores: Float64Array, apart: ReadonlySet<number>): StandsOut {
  const from = 2 * found.rows + apartFromTail;
  const order = bestRows(scores, from + tailRows + apart.size).filter((row) => !apart.has(row));
  if (order.length < from + tailRows) return found;
  const at = (i: number): number => scores[order[i]];
  const last = from + tailRows - 1;
  let excess = from * (at(from) - at(last));
  for (let i = from; i < last; i++) excess += at(i) - at(last);
  const scale = excess / tailRows;
  if (!(scale > 0)) return found;
  let rows = found.rows;
  for (let i = found.rows; i < from && at(i) > leastOfCut * found.cut; i++) {
    const expected = (last + 1) * Math.exp(-(at(i) - at(last)) / scale);
    if (expected <= mostOrdinary * (i + 1)) rows = i + 1;
  }
  return rows === found.rows ? found : { ...found, rows, cut: at(rows - 1) };
}
