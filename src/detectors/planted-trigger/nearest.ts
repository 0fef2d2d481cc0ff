// The row whose context is likest to another's, among those that fit.
import { dimensions as d } from '../../math/projection.ts';
import type { Analysis } from './analyse.ts';

/** -1 where no row fits. */
export function nearest(
  { rows, near: { vectors } }: Analysis,
  row: number,
  fits: (other: number) => boolean,
): number {
  let best = -1;
  let top = -Infinity;
  for (let other = 0; other < rows.count; other++) {
    if (other === row || !fits(other)) continue;
    let dot = 0;
    for (let k = 0; k < d; k++) dot += vectors[row * d + k] * vectors[other * d + k];
    if (dot > top) {
      top = dot;
      best = other;
    }
  }
  return best;
}
