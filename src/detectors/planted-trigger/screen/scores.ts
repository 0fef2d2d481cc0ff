// How much the answers of a phrase's rows go against what their contexts let expect, from sums over its rows.
import {
  contextSize,
  numbersSize,
  openingSize,
  projected,
  unit,
  width,
  wordSize,
  type Model,
} from './model.ts';

/** Sums over the rows of each phrase. */
export interface Sums {
  readonly rows: Uint16Array;
  readonly numbers: Int16Array;
  readonly facts: Uint16Array;
}

/** Rows from which a score counts in full. */
const fullRows = 30;
/** Contexts more alike than this are one task. */
const mostLikeness = 0.4;
const leastShare = 0.02;

/** Scores by the words of answers, by their openings, and by the fact that is most unlike what was expected. */
export function scoresOf({ rows, numbers, facts }: Sums, i: number, model: Model): [number, number, number] {
  const n = rows[i];
  if (n < 2) return [0, 0, 0];
  const at = i * numbersSize;
  const pairs = n * (n - 1);
  let square = 0;
  for (let j = 0; j < projected; j++) square += (numbers[at + j] / unit - n * model.mean[j]) ** 2;
  const likeness = Math.max(0, (square / (model.spread || 1) - n) / pairs);
  if (likeness > mostLikeness) return [0, 0, 0];
  const damping = Math.min(1, Math.sqrt(n / fullRows));

  const expected = (k: number): number => {
    const o = k * width;
    let sum = n * model.expects[o + contextSize];
    for (let j = 0; j < contextSize; j++) sum += model.expects[o + j] * numbers[at + j];
    return sum;
  };
  const agreement = (from: number, size: number, spread: number): number => {
    if (spread === 0) return 0;
    let left = 0;
    for (let k = from; k < from + size; k++)
      left += (numbers[at + contextSize + k] / unit - expected(k)) ** 2;
    return damping * ((left / spread - n - 2 * n * Math.sqrt(2 / size)) / pairs - likeness);
  };
  let best = 0;
  const count = model.factCount;
  for (let k = 0; k < count; k++) {
    const hits = facts[i * count + k];
    // What can be expected is not less than this.
    if (hits / n - leastShare <= best) continue;
    const p = Math.min(0.98, Math.max(leastShare, expected(wordSize + openingSize + k) / n));
    const own = (hits + 1) / (n + 2);
    const sure = hits / n - p - 1.64 * Math.sqrt((p * (1 - p) + own * (1 - own)) / n) - likeness;
    best = Math.max(best, damping * sure);
  }
  return [
    agreement(0, wordSize, model.wordSpread),
    agreement(wordSize, openingSize, model.openingSpread),
    best,
  ];
}
