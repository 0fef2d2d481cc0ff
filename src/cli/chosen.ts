// What a user names out of a list: detectors, attacks.
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { closest } from './closest.ts';

/** Those of these ids, in the order of the list; an unknown one is an error that says what was perhaps meant. */
export function chosenAmong<T extends { readonly id: string }>(
  all: readonly T[],
  ids: readonly string[],
  what: string,
): T[] {
  const known = all.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const guess = closest(id, known);
    const hint = guess ? `Did you mean ${guess}?` : `There are ${known.join(', ')}.`;
    throw new UsageError('bad-option', `no ${what} is called ${visible(id, 60)}`, hint);
  }
  return all.filter(({ id }) => ids.includes(id));
}
