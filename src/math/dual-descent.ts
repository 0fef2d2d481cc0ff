// Linear support vector machine learned in its dual one row at a time with shrinking (Hsieh et al. 2008, the method of
// liblinear). Minimises (||w||^2 + b^2)/2 + sum of cost_i max(0, 1 - y_i f_i), or its square.
import { addRow, dotRow, type Matrix } from './matrix.ts';
import { random } from './random.ts';

export type Margin = 'hinge' | 'squared-hinge';

export interface DualDescent {
  readonly weights: Float64Array;
  readonly bias: number;
  /** Multiplier of each of `rows`: w is the sum of alpha_i y_i x_i; at most cost_i for hinge. */
  readonly alpha: Float64Array;
  readonly rounds: number;
  /** Spread of the projected gradients in the last round over all rows. */
  readonly gap: number;
  readonly reached: boolean;
}

export interface Descent {
  readonly margin: Margin;
  /** Spread of the projected gradients at which learning stops. */
  readonly tolerance: number;
  readonly maxRounds: number;
  readonly seed: number;
  /** Multipliers to begin with, one for each of `rows`. */
  readonly alpha?: Float64Array;
}

/**
 * `rows`: what is learned from; `sign`: 1 or -1 for each of `rows`; `squares`: squared length and `cost`: price of an
 * error of each row of `x`.
 */
export function dualDescent(
  x: Matrix,
  squares: Float64Array,
  sign: Int8Array,
  rows: Int32Array,
  cost: Float64Array,
  { margin, tolerance, maxRounds, seed, alpha: start }: Descent,
): DualDescent {
  const hinge = margin === 'hinge';
  const w = new Float64Array(x.size);
  let bias = 0;
  const n = rows.length;
  const alpha = new Float64Array(n);
  if (start) {
    for (let i = 0; i < n; i++) {
      alpha[i] = Math.max(0, hinge ? Math.min(start[i], cost[rows[i]]) : start[i]);
      addRow(x, rows[i], alpha[i] * sign[i], w);
      bias += alpha[i] * sign[i];
    }
  }
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
  return { weights: w, bias, alpha, rounds: round, gap, reached };
}
