// How far each row lies from the ordinary rows of its kind, in units of their robust scatter, and how rare that is.
import { robustScatter, whiten } from '../../math/robust-scatter.ts';
import { fewestOfKind, type View } from './views.ts';

export interface Far {
  readonly view: View;
  /** Rows of each kind. */
  readonly members: readonly (readonly number[])[];
  /** Kinds in which the user vouches for enough rows to say what is ordinary. */
  readonly vouched: readonly boolean[];
  /** Each row from the centre of its kind, in units of the kind's scatter. */
  readonly white: Float32Array;
  /** Length of that in the root of its mean square: about 1 for ordinary rows. */
  readonly distance: Float64Array;
  /** Minus the decimal logarithm of the share of ordinary rows at least as far out. */
  readonly strength: Float32Array;
}

/** In units of the scatter: how much further an absurd row lies says no more, and its numbers stay finite. */
const furthest = 1e9;

export function farOf(view: View, trusted: Uint8Array): Far {
  const { vectors, d, kinds, kindNames } = view;
  const n = kinds.length;
  const white = new Float32Array(n * d);
  const distance = new Float64Array(n);
  const strength = new Float32Array(n);
  const out = new Float64Array(d);
  const members: number[][] = kindNames.map(() => []);
  kinds.forEach((kind, row) => kind >= 0 && members[kind].push(row));
  const vouched = members.map(() => false);
  members.forEach((rows, kind) => {
    if (rows.length < fewestOfKind) return;
    // Rows that the user vouches for say best what is ordinary, where there are enough.
    const known = rows.filter((row) => trusted[row]);
    vouched[kind] = known.length >= Math.max(fewestOfKind, 4 * d);
    const ordinary = vouched[kind] ? known : rows;
    const scatter = robustScatter(vectors, d, ordinary, view.floor);
    for (const row of rows) {
      distance[row] = Math.min(furthest, Math.sqrt(whiten(scatter, vectors, row, out) / d));
      for (let j = 0; j < d; j++) white[row * d + j] = Math.max(-furthest, Math.min(furthest, out[j]));
    }
    const tail = ordinaryTail(ordinary.map((row) => distance[row]));
    for (const row of rows) strength[row] = tail(distance[row]);
  });
  return { view, members, vouched, white, distance, strength };
}

/** Texts' tails are heavier than a normal cloud's, so theirs are read off the rows, between these shares. */
const from = 0.75;
const to = 0.93;

/**
 * Minus the decimal logarithm of the share of ordinary values at least this high: exponential beyond the upper quarter,
 * with the scale of what lies below the last 7 in 100, which so many odd rows do not move.
 */
export function ordinaryTail(values: readonly number[]): (value: number) => number {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
  const low = at(from);
  const scale = Math.max((at(to) - low) / Math.log((1 - from) / (1 - to)), 1e-3 * Math.abs(low) + 1e-9);
  return (value) => (value <= low ? 0 : (value - low) / scale / Math.LN10 - Math.log10(1 - from));
}
