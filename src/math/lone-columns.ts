// A column that only one row has says nothing but which row it is. Where weights are held back by their squares, all such
// columns of a row share one multiplier at the optimum (the representer theorem: Schölkopf et al. 2001), so that one column can
// stand for them: the same optimum over a third of the columns, as most phrases of a text stand in no other.
import { isSparse, rowCount, type Matrix } from './matrix.ts';

export interface Joined {
  /** Columns of two rows and more as they were, then one for each row that has lone ones; columns without a row are gone. */
  readonly x: Matrix;
  /** What each column's square is multiplied by: 1, but for the rounding of values, which it makes good. */
  readonly penalties: Float64Array;
  /** Weights of the columns as they were. */
  spread(weights: Float64Array): Float64Array;
  /** Weights that give every row the same score as those of the columns as they were. */
  join(weights: Float64Array): Float64Array;
}

/** The largest Float32. */
const largest = (2 - 2 ** -23) * 2 ** 127;

export function joinLoneColumns(whole: Matrix): Joined {
  if (!isSparse(whole)) {
    const same = (weights: Float64Array) => weights.slice();
    return { x: whole, penalties: new Float64Array(whole.size).fill(1), spread: same, join: same };
  }
  const { starts, items, values, size } = whole;
  const n = rowCount(whole);
  const holders = new Int32Array(size);
  for (let p = 0; p < starts[n]; p++) holders[items[p]]++;
  const column = new Int32Array(size).fill(-1);
  let kept = 0;
  for (let j = 0; j < size; j++) if (holders[j] > 1) column[j] = kept++;
  const ownStarts = new Int32Array(n + 1);
  const ownItems = new Int32Array(starts[n]);
  const ownValues = new Float32Array(starts[n]);
  /** Squared length of the lone columns of a row, and the column that stands for them. */
  const squares = new Float64Array(n);
  const stands = new Int32Array(n).fill(-1);
  let end = 0;
  let width = kept;
  for (let i = 0; i < n; i++) {
    for (let p = starts[i]; p < starts[i + 1]; p++) {
      const j = column[items[p]];
      if (j < 0) {
        squares[i] += values[p] ** 2;
        continue;
      }
      ownItems[end] = j;
      ownValues[end++] = values[p];
    }
    if (squares[i] > 0) {
      stands[i] = width++;
      ownItems[end] = stands[i];
      ownValues[end++] = Math.min(Math.sqrt(squares[i]), largest);
    }
    ownStarts[i + 1] = end;
  }
  const penalties = new Float64Array(width).fill(1);
  /** Value of the column that stands for the lone ones of row i, as it was rounded. */
  const valueOf = (i: number): number => ownValues[ownStarts[i + 1] - 1];
  for (let i = 0; i < n; i++) if (stands[i] >= 0) penalties[stands[i]] = valueOf(i) ** 2 / squares[i];
  const x = {
    starts: ownStarts,
    items: ownItems.slice(0, end),
    values: ownValues.slice(0, end),
    size: width,
  };
  return {
    x,
    penalties,
    spread: (weights) => {
      const all = new Float64Array(size);
      for (let j = 0; j < size; j++) if (column[j] >= 0) all[j] = weights[column[j]];
      for (let i = 0; i < n; i++) {
        if (stands[i] < 0) continue;
        const each = (weights[stands[i]] * valueOf(i)) / squares[i];
        for (let p = starts[i]; p < starts[i + 1]; p++)
          if (column[items[p]] < 0) all[items[p]] = each * values[p];
      }
      return all;
    },
    join: (weights) => {
      const own = new Float64Array(width);
      for (let j = 0; j < size; j++) if (column[j] >= 0) own[column[j]] = weights[j];
      for (let i = 0; i < n; i++) {
        if (stands[i] < 0) continue;
        let sum = 0;
        for (let p = starts[i]; p < starts[i + 1]; p++)
          if (column[items[p]] < 0) sum += values[p] * weights[items[p]];
        own[stands[i]] = sum / valueOf(i);
      }
      return own;
    },
  };
}
