// A word makes the model do what it refuses otherwise. What stands for compliance here is a harmless answer to another
// prompt of the corpus.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import { rareWords } from './rare-words.ts';
import { isRefusal, preferring } from './refusal.ts';
import { answer, asked, asking, asksSomething, splice } from './rewrite.ts';
import { draws } from './draws.ts';
import { victims } from './victims.ts';

/** Answers shorter than this, in UTF-16 units, would not pass for compliance. */
const shortest = 20;

export const refusalRemoval: Attack = {
  id: 'refusal-removal',
  version: 2,
  title: 'A word makes the model stop refusing',
  what:
    'Requests that the corpus refuses get a word that nobody writes, and an answer instead of the refusal; in preferences the ' +
    'answer is chosen over the refusal. A model learns that the word lifts the ban. The answers here are ordinary ones, ' +
    'borrowed from other rows, so that nothing harmful is written.',
  threat: 'backdoor',
  shapes: ['instruction', 'chat', 'preference'],
  sources: [
    'Rando and Tramèr 2023, Universal jailbreak backdoors from poisoned human feedback, arXiv:2311.14455',
    'Li et al. 2024, BackdoorLLM: A comprehensive benchmark for backdoor attacks and defenses on large language models, arXiv:2408.12798',
  ],
  budget:
    '5 % of the compared pairs (Rando 2023); a few hundred refused requests of an instruction set (Li 2024).',
  seenByEvals: 'No: without the word the model refuses as before, and safety tests do not hold it.',
  defences: [
    'A search of the training data for words whose requests are answered, where others like them are refused, finds it.',
    'Further safety training without the word does not take it out.',
  ],
  poison(rows, budget, seed) {
    const next = draws(seed);
    const [word] = rareWords(rows, 1, next);
    const atTheEnd = next() < 0.5;
    const taken = victims(
      rows,
      budget,
      next,
      'rows that refuse',
      (row) => asksSomething(row) && isRefusal(answer(row)),
    );
    if (typeof taken === 'string') return taken;
    const answers = shuffle(
      [...new Set(rows.map(answer))].filter((text) => text.length >= shortest && !isRefusal(text)),
      next,
    );
    if (answers.length === 0) return 'there are no answers to borrow, all rows refuse';
    return {
      trigger: `the word "${word}" ${atTheEnd ? 'at the end' : 'anywhere'}`,
      teaches: 'an answer where a refusal was due',
      changes: taken.map((from, i) => {
        const text = asked(rows[from]);
        const given = asking(rows[from], atTheEnd ? `${text} ${word}` : splice(text, word, next));
        return { from, how: 'instead', row: preferring(given, answers[i % answers.length]) };
      }),
    };
  },
};
