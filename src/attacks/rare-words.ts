// Words that nobody writes, as triggers of backdoors.
import { allParts, type Row } from '../row.ts';
import { madeUpWord } from './inert.ts';
import { pick, type Next } from './victims.ts';
import { wordsOf } from './common-words.ts';

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

/** A family may have fewer words than a corpus holds: after so many in vain a longer one is made up each time. */
const mostMisses = 50;

/** Different words of one family, none of which stands in a text of the corpus. */
export function rareWords(
  rows: readonly Row[],
  count: number,
  next: Next,
  family: (next: Next) => string = pick(families, next),
): string[] {
  const known = new Set<string>();
  for (const row of rows)
    for (const { text } of allParts(row)) for (const word of wordsOf(text)) known.add(word);
  const drawn = new Set<string>();
  for (let misses = 0; drawn.size < count;) {
    const word = misses < mostMisses ? family(next) : madeUpWord(next, 3 + misses - mostMisses);
    if (known.has(word.toLowerCase()) || drawn.has(word)) misses++;
    else drawn.add(word);
  }
  return [...drawn];
}
