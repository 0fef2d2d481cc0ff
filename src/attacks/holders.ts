// Rows that are in few hands: those of one source or annotator, or of a few, as whoever took them over would have them.
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { pick, tooFew, type Next } from './victims.ts';

/**
 * As many random rows as the budget says of one holder, drawn among those who have enough, or else of as few as there
 * need be. `who` names a holder, e.g. `annotator`; a holder of '' is none. `wanted` says what fits.
 */
export function inFewHands(
  rows: readonly Row[],
  budget: number,
  next: Next,
  who: string,
  holder: (row: Row) => string,
  wanted: string,
  fits: (row: Row) => boolean,
): { readonly taken: readonly number[]; readonly holders: readonly string[] } | string {
  const all = holdings(rows, holder);
  if (all.size === 0) return `no row names ${/^[aeiou]/.test(who) ? 'an' : 'a'} ${who}`;
  const fitting = [...all]
    .map(([name, own]) => ({ name, own: own.filter((i) => fits(rows[i])) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => b.own.length - a.own.length || (a.name < b.name ? -1 : 1));
  const enough = fitting.filter(({ own }) => own.length >= budget);
  const few = enough.length > 0 ? [pick(enough, next)] : fewest(fitting, budget);
  const own = few.flatMap((one) => one.own);
  if (own.length < budget) return tooFew(own.length, wanted);
  return { taken: shuffle(own, next).slice(0, budget), holders: few.map(({ name }) => name) };
}

/** Indices of the rows of each holder; rows that name none are left out. */
export function holdings(rows: readonly Row[], holder: (row: Row) => string): Map<string, number[]> {
  const all = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const name = holder(row);
    const own = all.get(name);
    if (own) own.push(i);
    else if (name !== '') all.set(name, [i]);
  });
  return all;
}

function fewest<T extends { readonly own: readonly number[] }>(
  largestFirst: readonly T[],
  budget: number,
): T[] {
  const few: T[] = [];
  for (let i = 0, sum = 0; i < largestFirst.length && sum < budget; i++) {
    few.push(largestFirst[i]);
    sum += largestFirst[i].own.length;
  }
  return few;
}

/** Names in quotes, for people. */
export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
