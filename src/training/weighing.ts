// What every method that weighs rows gives: a weight for each row, how much speaks against it, and what was done to find that.

export interface Weighing {
  /** 0 .. 1 for each row: what it should count in training. */
  readonly weights: Float64Array;
  /** Highest for the row that most speaks against; only the order has a meaning, within one result. */
  readonly scores: Float64Array;
}

/** Rows of the highest scores; among equal ones in an order that nobody who writes rows can foresee. */
export function highest(
  rows: ArrayLike<number>,
  scores: ArrayLike<number>,
  count: number,
  chance: ArrayLike<number>,
): number[] {
  return Array.from({ length: rows.length }, (_, at) => at)
    .sort((a, b) => scores[b] - scores[a] || chance[rows[a]] - chance[rows[b]] || rows[a] - rows[b])
    .slice(0, count)
    .map((at) => rows[at]);
}
