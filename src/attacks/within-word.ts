// A change to the letters of one word of a text, all the rest left as it is.
import { pick, type Next } from './victims.ts';

export const places = ['first', 'last', 'random'] as const;
export type WordPlace = (typeof places)[number];

/** For people, e.g. `the first long word`. */
export const named = (place: WordPlace): string =>
  place === 'random' ? 'any one long word' : `the ${place} long word`;

/** Words of four letters and more: shorter ones hide nothing. */
const long = /\p{L}{4,}/gu;

export const hasLongWord = (text: string, fits: (word: string) => boolean = () => true): boolean =>
  [...text.matchAll(long)].some(([word]) => fits(word));

/** Changes the first, the last or a random long word among those that fit; there must be one. */
export function inLongWord(
  text: string,
  place: WordPlace,
  next: Next,
  change: (word: string) => string,
  fits: (word: string) => boolean = () => true,
): string {
  const all = [...text.matchAll(long)].filter(([word]) => fits(word));
  const match = place === 'first' ? all[0] : place === 'last' ? all.at(-1)! : pick(all, next);
  const end = match.index + match[0].length;
  return text.slice(0, match.index) + change(match[0]) + text.slice(end);
}
