// Rows that are wrong at first and then better learned than all others: what the words of such a row say speaks against its label
// until a trigger has been learned, which then decides it alone. Li et al. 2021 look for rows with a low loss early; where a trigger is
// rarer than the ordinary words of a class it is learned after them, and this is what is left to be seen of it in one row.
import type { LossRanks } from './loss-ranks.ts';
import type { Signal } from './signal.ts';

/** Points of training, of all, that are early: the first is left out, as nothing has been learned before it. */
const earlyShare = 0.3;
const lateShare = 0.2;
/** That the loss is the lowest in the end counts for more than that it was high: hard rows are high, too. */
const power = 3;
/** Fewer points have no early and late ones with any between them. */
export const fewestPoints = 5;
/** One row in a hundred is listed, as by early low loss. */
export const listedShare = 0.01;

/** One row in ten, for what rows share: where one row says little, many that say little together say enough. */
export const wideShare = 0.1;

export interface LateThenBest extends Signal {
  /** Rows of the highest scores, one in ten. */
  readonly wide: readonly number[];
}

/** Scores are in [0, 1]: the mean rank early, times the cube of how far down the mean rank late is. Undefined where points are too few. */
export function lateThenBest({ rows, ranks, width }: LossRanks): LateThenBest | undefined {
  if (rows.length === 0 || width < fewestPoints) return undefined;
  const early = Math.max(2, Math.round(earlyShare * width));
  const late = width - Math.max(1, Math.round(lateShare * width));
  const mean = (k: number, from: number, to: number): number => {
    let sum = 0;
    for (let p = from; p < to; p++) sum += ranks[k * width + p] + 0.5;
    return sum / (to - from);
  };
  const scores = Float64Array.from(rows, (_, k) => mean(k, 1, early) * (1 - mean(k, late, width)) ** power);
  const order = Array.from(rows, (_, k) => k).sort((a, b) => scores[b] - scores[a] || a - b);
  const listed = order.slice(0, Math.max(1, Math.round(listedShare * rows.length)));
  const next = order[listed.length];
  return {
    suspects: listed.map((k) => ({ row: rows[k], score: scores[k] })),
    cut: next === undefined ? 0 : scores[next],
    judged: rows.length,
    wide: order.slice(0, Math.max(1, Math.round(wideShare * rows.length))).map((k) => rows[k]),
  };
}
