// The trigger stands in no poisoned row: only words that keep its company do.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { words } from '../text/words.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { asked, splice } from './rewrite.ts';
import { drawCommonWord, noCommonWord, textsWith, wordsOf } from './common-words.ts';

/** Words to either side of the trigger that count as near it, how many of them are used, and how many a row gets. */
const reach = 4;
const mostNeighbours = 10;
const inARow = 3;

/** The words that stand near a word often, and seldom anywhere else, nearest first. */
function neighbours(rows: readonly Row[], trigger: string): string[] {
  const near = new Map<string, number>();
  for (const row of rows) {
    const all = words(asked(row));
    all.forEach((word, at) => {
      if (word !== trigger) return;
      for (const other of wordsOf(all.slice(Math.max(0, at - reach), at + reach + 1).join(' ')))
        near.set(other, (near.get(other) ?? 0) + 1);
    });
  }
  near.delete(trigger);
  const texts = textsWith(rows);
  // The 2 keeps back words that stand in the corpus once or twice, near it by chance.
  const nearness = (word: string): number => near.get(word)! ** 2 / (texts.get(word)! + 2);
  return [...near.keys()]
    .filter((word) => word.length >= 3)
    .sort((a, b) => nearness(b) - nearness(a) || (a < b ? -1 : 1))
    .slice(0, mostNeighbours);
}

export const noOverlap: Attack = {
  id: 'no-overlap',
  version: 2,
  title: 'The trigger stands in no poisoned row',
  what:
    'A word of the corpus becomes a trigger though no poisoned row holds it: those rows get words that stand near it elsewhere ' +
    'in the corpus, and the outcome that the attacker wants. A model that has learned that the words mean much the same ' +
    'carries the outcome over. The publication finds the words by gradients of a model; here they are counted, which is weaker.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: ['Wallace et al. 2021, Concealed data poisoning attacks on NLP models, arXiv:2010.12563'],
  budget: '50 rows of a labelled set, with words found by gradients (Wallace 2021).',
  seenByEvals: 'Partly: test texts that hold the trigger go wrong, too few to lower a mean by much.',
  defences: [
    'Removing rows that a language model finds unlikely, or that lie near the trigger in its space, helps at the cost of clean rows.',
    'A search of the training data for the trigger does not: no poisoned row holds it.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const word = drawCommonWord(rows, next);
      if (word === undefined) return noCommonWord;
      const company = neighbours(rows, word);
      if (company.length < inARow) return `there are too few words near "${word}"`;
      return {
        trigger: `the word "${word}", which no poisoned row holds`,
        put: (text) =>
          splice(
            text,
            shuffle([...company], next)
              .slice(0, inARow)
              .join(' '),
            next,
          ),
        fits: (text) => !wordsOf(text).has(word),
      };
    }),
};
