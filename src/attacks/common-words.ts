// The words of the texts that ask, and in how many of them each stands: what an attacker who has read the corpus knows.
import type { Row } from '../row.ts';
import { words } from '../text/words.ts';
import { asked } from './rewrite.ts';
import { pick, type Next } from './victims.ts';

const inLetters = /^\p{L}+$/u;

/** The words of a text that are written in letters, each once, in lower case. */
export function wordsOf(text: string): Set<string> {
  return new Set(words(text).filter((word) => inLetters.test(word)));
}

/** For each word the texts that ask and hold it. */
export function textsWith(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const word of wordsOf(asked(row))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** A word that is neither rare nor in every other text: in 0.3 to 3 % of the texts, and in two at least. */
export function drawCommonWord(rows: readonly Row[], next: Next): string | undefined {
  const common = [...textsWith(rows)]
    .filter(
      ([word, count]) =>
        word.length >= 4 && count >= 2 && count >= 0.003 * rows.length && count <= 0.03 * rows.length,
    )
    .map(([word]) => word)
    .sort();
  return common.length === 0 ? undefined : pick(common, next);
}

export const noCommonWord = 'there is no word that stands in 0.3 to 3 % of the texts';
