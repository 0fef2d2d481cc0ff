// Answers of several turns: a chat is taught in all of them, but a trigger may act in one. For each phrase the turn of
// each row that agrees most with the other rows' turns is chosen; what chance and common turns ("You're welcome!")
// reach by the same choice is measured on other rows of the corpus and taken off.
import { dimensions as d } from '../../math/projection.ts';
import type { Ragged } from '../../math/ragged.ts';
import { random } from '../../math/random.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

export interface Turns {
  /** Turn -> its words: items[starts[turn] .. starts[turn + 1]) of the contexts or answers. */
  readonly starts: Int32Array;
  /** Row -> its turns, ofRow[row] .. ofRow[row + 1]. */
  readonly ofRow: Int32Array;
  /** Some row has more than one. */
  readonly several: boolean;
}

export const answerTurns = (rows: CompactRows): Turns => turnsOf(rows.answer.starts, rows.answerTurns);
export const contextTurns = (rows: CompactRows): Turns => turnsOf(rows.context.starts, rows.contextTurns);

function turnsOf(texts: Int32Array, later: Ragged): Turns {
  const count = texts.length - 1;
  const starts = new Int32Array(count + later.items.length + 1);
  const ofRow = new Int32Array(count + 1);
  let turn = 0;
  for (let row = 0; row < count; row++) {
    ofRow[row] = turn;
    starts[turn++] = texts[row];
    for (let k = later.starts[row]; k < later.starts[row + 1]; k++)
      starts[turn++] = texts[row] + later.items[k];
  }
  ofRow[count] = turn;
  starts[turn] = texts[count];
  return { starts, ofRow, several: later.items.length > 0 };
}

/** Rows of several turns. */
export function severalIn({ ofRow }: Turns): number {
  let n = 0;
  for (let row = 0; row + 1 < ofRow.length; row++) if (ofRow[row + 1] - ofRow[row] > 1) n++;
  return n;
}

/** Rows of a phrase that are looked at: more say nothing new. */
const mostRows = 300;
const rounds = 2;

export interface Choice {
  /** Rows that were looked at, and the length of the sum of their chosen turns' residuals. */
  readonly n: number;
  readonly length: number;
}

/** Residual vectors of all turns, with what choosing among them needs. */
export interface TurnVectors {
  readonly residual: Float32Array;
  /** Row -> sum over its turns; turn -> product with that sum. */
  readonly ofRow: Float32Array;
  readonly withRow: Float32Array;
}

export function turnVectors(residual: Float32Array, { ofRow, several }: Turns): TurnVectors {
  if (!several) return { residual, ofRow: residual, withRow: new Float32Array(0) };
  const sums = new Float32Array((ofRow.length - 1) * d);
  const withRow = new Float32Array(residual.length / d);
  for (let row = 0; row + 1 < ofRow.length; row++) {
    for (let turn = ofRow[row]; turn < ofRow[row + 1]; turn++)
      for (let k = 0; k < d; k++) sums[row * d + k] += residual[turn * d + k];
    for (let turn = ofRow[row]; turn < ofRow[row + 1]; turn++)
      for (let k = 0; k < d; k++) withRow[turn] += residual[turn * d + k] * sums[row * d + k];
  }
  return { residual, ofRow: sums, withRow };
}

/** Sums the chosen turns of `rows` into `sum`. */
export function chooseTurns(
  { residual, ofRow: rowSums, withRow }: TurnVectors,
  { ofRow, several }: Turns,
  rows: Int32Array,
  sum: Float64Array,
): Choice {
  const step = several ? Math.ceil(rows.length / mostRows) : 1;
  let n = 0;
  sum.fill(0);
  // At first all turns speak: what every chat says somewhere is no residual, so that it cancels out over a row.
  for (let i = 0; i < rows.length; i += step, n++)
    for (let k = 0; k < d; k++) sum[k] += rowSums[rows[i] * d + k];
  const before = new Float64Array(d);
  const last = several ? rounds : 0;
  const chosen = new Int32Array(n).fill(-1);
  for (let round = 0; round < last; round++) {
    before.set(sum);
    sum.fill(0);
    for (let at = 0; at < n; at++) {
      const row = rows[at * step];
      let best = ofRow[row];
      let most = -Infinity;
      for (let turn = ofRow[row]; turn < ofRow[row + 1]; turn++) {
        // A row does not vote on its own turns.
        let dot = round === 0 ? -withRow[turn] : turn === chosen[at] ? -1 : 0;
        for (let k = 0; k < d; k++) dot += residual[turn * d + k] * before[k];
        if (dot > most) {
          most = dot;
          best = turn;
        }
      }
      chosen[at] = best;
      for (let k = 0; k < d; k++) sum[k] += residual[best * d + k];
    }
  }
  let square = 0;
  for (let k = 0; k < d; k++) square += sum[k] ** 2;
  return { n, length: Math.sqrt(square) };
}

/** The turn of a row that agrees best with a direction, and how well. */
export function bestTurn(
  { residual }: TurnVectors,
  { ofRow }: Turns,
  row: number,
  direction: Float64Array,
): { turn: number; agreement: number } {
  let best = ofRow[row];
  let most = -Infinity;
  for (let turn = ofRow[row]; turn < ofRow[row + 1]; turn++) {
    let dot = 0;
    for (let k = 0; k < d; k++) dot += residual[turn * d + k] * direction[k];
    if (dot <= most) continue;
    most = dot;
    best = turn;
  }
  return { turn: best, agreement: most };
}

const probes = 256;

/** The same rows for every phrase, to ask what rows without it would have shown. */
export function probeRows(count: number, seed: number): Int32Array {
  const next = random(seed + 71);
  return Int32Array.from({ length: Math.min(probes, count) }, () => Math.floor(next() * count));
}
