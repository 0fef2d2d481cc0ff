// What the rows of a list share that others do not have: words that stand in far more of them than in as many rows drawn at random.
// Rows that a trigger decides are seen singly with little certainty; the word that they share shows in the list long before.
import { binomialTail } from '../../math/tail.ts';
import { words } from '../../text/words.ts';

export interface SharedWord {
  readonly word: string;
  /** Listed rows with it. */
  readonly listed: number;
  /** Rows with it, listed or not. */
  readonly rows: number;
  /** Chance of so many in a random list, times the words that were tried. */
  readonly p: number;
}

export interface WordCounts {
  /** All listed rows are told first. */
  addListed(text: string): void;
  /** Then every row, the listed ones again. */
  add(text: string): void;
  /** Surest first; those with a p of at most `chance`. */
  shared(chance: number): SharedWord[];
}

/** Longer texts are looked at so far: more of a text is no more of a list. */
const longestText = 2 ** 16;
/** Distinct words of the listed rows that are counted: whoever writes the rows can make any number. */
const mostWords = 2 ** 18;
/** Rows of a list that share a word by chance. */
const fewestListed = 3;

export function wordCounts(): WordCounts {
  const counts = new Map<string, { listed: number; rows: number }>();
  let [lists, all] = [0, 0];
  const each = (text: string): Set<string> => new Set(words(text.slice(0, longestText)));
  return {
    addListed(text) {
      lists++;
      for (const word of each(text)) {
        const known = counts.get(word);
        if (known) known.listed++;
        else if (counts.size < mostWords) counts.set(word, { listed: 1, rows: 0 });
      }
    },
    add(text) {
      all++;
      for (const word of each(text)) {
        const known = counts.get(word);
        if (known) known.rows++;
      }
    },
    shared(chance) {
      const tried = [...counts].filter(([, { listed }]) => listed >= fewestListed);
      return tried
        .map(([word, { listed, rows }]) => ({
          word,
          listed,
          rows,
          // Of a word of which nothing else is to be expected the list says nothing.
          p: rows >= all ? 1 : Math.min(1, tried.length * binomialTail(listed, lists, rows / all)),
        }))
        .filter(({ p }) => p <= chance)
        .sort((a, b) => a.p - b.p || b.listed - a.listed || (a.word < b.word ? -1 : 1));
    },
  };
}
