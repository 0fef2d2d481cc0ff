// What a way of looking at losses says of the rows: a score for each, and which are beyond what is ordinary in this log.

export interface Suspect {
  /** Number of the row in the histories. */
  readonly row: number;
  /** Higher is more suspicious; its unit is the signal's. */
  readonly score: number;
}

export interface Signal {
  /** Most suspicious first: the rows beyond the cut. */
  readonly suspects: readonly Suspect[];
  /** What a score has to be above. */
  readonly cut: number;
  /** Rows that could be judged. */
  readonly judged: number;
}

/** Rows whose score is above `cut`, highest first; ties in the order in which they were met. */
export function beyond(rows: Int32Array, scores: Float64Array, cut: number): Signal {
  const suspects: Suspect[] = [];
  rows.forEach((row, i) => {
    if (scores[i] > cut) suspects.push({ row, score: scores[i] });
  });
  suspects.sort((a, b) => b.score - a.score || a.row - b.row);
  return { suspects, cut, judged: rows.length };
}

/** Numbers of the rows that pass. */
export function rowsWhere(size: number, test: (row: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < size; i++) if (test(i)) rows.push(i);
  return Int32Array.from(rows);
}
