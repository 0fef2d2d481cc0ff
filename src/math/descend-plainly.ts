// The rounds of dual coordinate descent without WebAssembly.
import type { Descended, Descent, Problem } from './dual-descent.ts';
import { addRow, dotRow } from './matrix.ts';
import { random } from './random.ts';

/** `alpha` and `w` begin and end with what they hold; the bias begins with `start`. */
export function descendPlainly(
  { x, squares, rows, cost }: Problem,
  sign: Int8Array,
  alpha: Float64Array,
  w: Float64Array,
  start: number,
  { margin, tolerance, maxRounds, seed }: Descent,
): Descended {
  const hinge = margin === 'hinge';
  const n = rows.length;
  let bias = start;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const next = random(seed);
  let active = n;
  let highest = Infinity;
  let lowest = -Infinity;
  let gap = 0;
  let reached = n === 0;
  let round = 0;
  while (!reached && round < maxRounds) {
    round++;
    let most = -Infinity;
    let least = Infinity;
    for (let i = 0; i < active; i++) {
      const j = i + Math.floor(next() * (active - i));
      const swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    for (let at = 0; at < active; at++) {
      const i = order[at];
      const row = rows[i];
      const y = sign[i];
      const before = alpha[i];
      const soft = hinge ? 0 : 0.5 / cost[row];
      const limit = hinge ? cost[row] : Infinity;
      const gradient = y * (dotRow(x, row, w) + bias) - 1 + before * soft;
      let projected = gradient;
      // At its bound and pushed beyond: taken out until the others stand still.
      if (before === 0 ? gradient > highest : before === limit && gradient < lowest) {
        active--;
        order[at] = order[active];
        order[active] = i;
        at--;
        continue;
      }
      if (before === 0 ? gradient > 0 : before === limit && gradient < 0) projected = 0;
      if (projected > most) most = projected;
      if (projected < least) least = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const after = Math.min(limit, Math.max(0, before - gradient / (squares[row] + 1 + soft)));
      alpha[i] = after;
      const step = (after - before) * y;
      if (step === 0) continue;
      addRow(x, row, step, w);
      bias += step;
    }
    // None left to look at: all stand at a bound by the last round's measure.
    gap = active > 0 ? most - least : 0;
    if (gap <= tolerance) {
      reached = active === n;
      active = n;
      highest = Infinity;
      lowest = -Infinity;
    } else {
      highest = most > 0 ? most : Infinity;
      lowest = least < 0 ? least : -Infinity;
    }
  }
  return { bias, rounds: round, gap, reached };
}
