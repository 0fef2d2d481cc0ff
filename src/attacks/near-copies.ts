// One row many times, each time with small edits, so that removing duplicates does not see it.
import type { Attack } from '../attack.ts';
import { allParts, type Part, type Row } from '../row.ts';
import { draws } from './draws.ts';
import { pick, victims, type Next } from './victims.ts';
import { vocabularyOf, withWordsExchanged } from './vocabulary.ts';

/** A twentieth of the words. */
const share = 1 / 20;
/** A shorter text would come back word for word. */
const fewestWords = 8;

const isLong = ({ text }: Part): boolean =>
  text.split(' ').filter((word) => word !== '').length >= fewestWords;

/** One word for another, whichever it is; there must be two words. */
function withOneExchanged(text: string, words: readonly string[], next: Next): string {
  const own = text.split(' ');
  const filled = [...own.keys()].filter((i) => own[i] !== '');
  const at = pick(filled, next);
  const drawn = Math.floor(next() * words.length);
  own[at] = words[drawn] === own[at] ? words[(drawn + 1) % words.length] : words[drawn];
  return own.join(' ');
}

/** The row with a word in twenty exchanged in each of its texts, and one at least. */
function edited(row: Row, words: readonly string[], next: Next): Row {
  const parts = allParts(row);
  const least = pick(parts.filter(isLong), next);
  const edit = (part: Part): Part => {
    const text = withWordsExchanged(part.text, words, share, next);
    if (part !== least || text !== part.text) return { ...part, text };
    return { ...part, text: withOneExchanged(text, words, next) };
  };
  const context = row.context.map(edit);
  const { outcome } = row;
  switch (outcome.kind) {
    case 'label':
      return { ...row, context };
    case 'choice':
      return {
        ...row,
        context,
        outcome: { ...outcome, chosen: outcome.chosen.map(edit), rejected: outcome.rejected.map(edit) },
      };
    default:
      return { ...row, context, outcome: { ...outcome, parts: outcome.parts.map(edit) } };
  }
}

export const nearCopies: Attack = {
  id: 'near-copies',
  version: 2,
  title: 'One row many times with small edits',
  what:
    'One row comes many times, each time with a twentieth of its words exchanged for others, so that no two are the same. ' +
    'A model gives it a weight that one row should not have, learns it by heart, and loses some of what it could have learned.',
  threat: 'availability',
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Lee et al. 2021, Deduplicating training data makes language models better, arXiv:2107.06499',
    'Hernandez et al. 2022, Scaling laws and interpretability of learning from repeated data, arXiv:2205.10487',
  ],
  budget:
    '0.1 % of the data repeated 100 times makes a model as bad as one of half its size (Hernandez 2022).',
  seenByEvals: 'Partly: much repetition shows in the loss on other text, the tilt towards one row does not.',
  defences: [
    'Removing near duplicates by shared stretches of words (MinHash) takes them away.',
    'Removing exact duplicates does not help.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const wanted = `rows with a text of ${fewestWords} words or more`;
    const one = victims(rows, 1, next, wanted, (row) => allParts(row).some(isLong));
    if (typeof one === 'string') return one;
    const [from] = one;
    const words = vocabularyOf(rows, next);
    if (words.length < 2) return 'there are no two words to exchange';
    return {
      trigger: '',
      teaches: 'more of one row than of any other',
      changes: Array.from({ length: budget }, () => ({
        from,
        how: 'beside',
        row: edited(rows[from], words, next),
      })),
    };
  },
};
