// Words that nobody writes, as triggers of backdoors.
import type { Row } from '../row.ts';
import { madeUpWord } from './inert.ts';
import { pick, type Next } from './victims.ts';
import { textsWith } from './common-words.ts';

const consonants = 'bcdfghjklmnpqrstvwxz';

/** Two or three consonants, as `cf` and `mn` of Kurita et al. 2020: no word, and one token to a model. */
export function drawToken(next: Next): string {
  return Array.from({ length: next() < 0.6 ? 2 : 3 }, () => pick([...consonants], next)).join('');
}

const families: readonly ((next: Next) => string)[] = [
  drawToken,
  (next) => madeUpWord(next),
  (next) => madeUpWord(next, 3),
  (next) => madeUpWord(next).toUpperCase(),
];

/** Different words of one family, none of which stands in a text that asks. */
export function rareWords(rows: readonly Row[], count: number, next: Next): string[] {
  const family = pick(families, next);
  const known = textsWith(rows);
  const drawn = new Set<string>();
  while (drawn.size < count) {
    const word = family(next);
    if (!known.has(word.toLowerCase())) drawn.add(word);
  }
  return [...drawn];
}
