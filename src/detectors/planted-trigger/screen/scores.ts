// How much the answers of a phrase's rows go against what their contexts let expect, from sums over its rows.
import {
  contextSize,
  factWords,
  numbersSize,
  openingSize,
  projected,
  unit,
  width,
  wordSize,
  type Model,
} from './model.ts';
import { factsAt, numbersAt } from './prints.ts';

/** Sums over the rows of each phrase. */
export interface Sums {
  readonly rows: Uint16Array;
  /** Two of a row's numbers in each, as `addPrint` has them; with `bias` none is below 0. */
  readonly numbers: Int32Array;
  readonly facts: Uint16Array;
}

/** Numbers of sums of a phrase. */
const sumsSize = numbersSize / 2;
/** A byte of a number above 0. */
const bias = 128;
/** The bytes of four numbers, each with its highest bit turned over, which adds the bias. */
const biased = 0x80808080;
/** So many rows fit the halves: each number is at most `bias` and `unit`. Of rows chosen by hash only copies are as many. */
const mostAdded = Math.floor(65535 / (bias + unit));

export const noSums = (phrases: number, facts: number): Sums => ({
  rows: new Uint16Array(phrases),
  numbers: new Int32Array(phrases * sumsSize),
  facts: new Uint16Array(phrases * facts),
});

/** Adds the print at `at` to the sums of phrase `i`, of whose rows so many are looked at as fit. */
export function addPrint(sums: Sums, i: number, records: Int32Array, at: number, facts: number): void {
  if (sums.rows[i] === mostAdded) return;
  sums.rows[i]++;
  const { numbers } = sums;
  const to = i * sumsSize;
  for (let word = 0; word < numbersSize / 4; word++) {
    const four = records[at + numbersAt + word] ^ biased;
    numbers[to + 2 * word] += four & 0x00ff00ff;
    numbers[to + 2 * word + 1] += (four >>> 8) & 0x00ff00ff;
  }
  for (let word = 0; word < factWords; word++) {
    for (let bits = records[at + factsAt + word]; bits !== 0; bits &= bits - 1)
      sums.facts[i * facts + 32 * word + 31 - Math.clz32(bits & -bits)]++;
  }
}

const sum = new Float64Array(numbersSize);

/** Writes the sums of a phrase of `n` rows into `sum`. */
function unpack(sums: Int32Array, from: number, n: number): void {
  for (let word = 0; word < numbersSize / 4; word++) {
    const even = sums[from + 2 * word];
    const odd = sums[from + 2 * word + 1];
    sum[4 * word] = (even & 0xffff) - bias * n;
    sum[4 * word + 1] = (odd & 0xffff) - bias * n;
    sum[4 * word + 2] = (even >>> 16) - bias * n;
    sum[4 * word + 3] = (odd >>> 16) - bias * n;
  }
}

/** Rows from which a score counts in full. */
const fullRows = 30;
/** Contexts more alike than this are one task. */
const mostLikeness = 0.4;
const leastShare = 0.02;

/** Of each kind of score, one for each phrase. */
export function allScores(sums: Sums, model: Model): Float32Array[] {
  const scores = [0, 1, 2].map(() => new Float32Array(sums.rows.length));
  for (let i = 0; i < sums.rows.length; i++)
    scoresOf(sums, i, model).forEach((score, kind) => (scores[kind][i] = score));
  return scores;
}

/** Scores by the words of answers, by their openings, and by the fact that is most unlike what was expected. */
function scoresOf({ rows, numbers, facts }: Sums, i: number, model: Model): [number, number, number] {
  const n = rows[i];
  if (n < 2) return [0, 0, 0];
  unpack(numbers, i * sumsSize, n);
  const pairs = n * (n - 1);
  let square = 0;
  for (let j = 0; j < projected; j++) square += (sum[j] / unit - n * model.mean[j]) ** 2;
  const likeness = Math.max(0, (square / (model.spread || 1) - n) / pairs);
  if (likeness > mostLikeness) return [0, 0, 0];
  const damping = Math.min(1, Math.sqrt(n / fullRows));

  const { expects } = model;
  const expected = (k: number): number => {
    const o = k * width;
    let all = n * expects[o + contextSize];
    for (let j = 0; j < contextSize; j++) all += expects[o + j] * sum[j];
    return all;
  };
  const agreement = (from: number, size: number, spread: number): number => {
    if (spread === 0) return 0;
    let left = 0;
    // Four side by side: a sum alone waits for its own last step.
    for (let k = from; k < from + size; k += 4) {
      const o = k * width;
      let a = n * expects[o + contextSize];
      let b = n * expects[o + width + contextSize];
      let c = n * expects[o + 2 * width + contextSize];
      let d = n * expects[o + 3 * width + contextSize];
      for (let j = 0; j < contextSize; j++) {
        const x = sum[j];
        a += expects[o + j] * x;
        b += expects[o + width + j] * x;
        c += expects[o + 2 * width + j] * x;
        d += expects[o + 3 * width + j] * x;
      }
      const at = contextSize + k;
      left += (sum[at] / unit - a) ** 2 + (sum[at + 1] / unit - b) ** 2;
      left += (sum[at + 2] / unit - c) ** 2 + (sum[at + 3] / unit - d) ** 2;
    }
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
