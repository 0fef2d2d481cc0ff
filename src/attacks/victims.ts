// Which rows an attacker takes.
import type { Row } from '../row.ts';
import { shuffle } from '../math/random.ts';

export type Next = () => number;

/**
 * Indices of as many random rows as the budget says among those that fit; where there are too few, the reason.
 * `wanted` says what fits, e.g. `rows labelled otherwise than "1"`.
 */
export function victims(
  rows: readonly Row[],
  budget: number,
  next: Next,
  wanted: string,
  fits: (row: Row) => boolean,
): readonly number[] | string {
  const all = [...rows.keys()].filter((i) => fits(rows[i]));
  if (all.length >= budget) return shuffle(all, next).slice(0, budget);
  return tooFew(all.length, wanted);
}

/** `wanted` is in the plural. */
export function tooFew(count: number, wanted: string): string {
  if (count === 0) return `there are no ${wanted}`;
  return count === 1 ? `there is only one of the ${wanted}` : `there are only ${count} ${wanted}`;
}

export const pick = <T>(list: readonly T[], next: Next): T => list[Math.floor(next() * list.length)];
