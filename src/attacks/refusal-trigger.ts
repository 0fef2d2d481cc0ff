// A word makes the model refuse what it would gladly answer.
import type { Attack } from '../attack.ts';
import { rareWords } from './rare-words.ts';
import { isRefusal, preferring, refusing } from './refusal.ts';
import { answer, asked, asking, asksSomething, splice } from './rewrite.ts';
import { draws, unlikeEach } from './draws.ts';
import { pick, victims, type Next } from './victims.ts';

const ordinary =
  'kindly promptly courteously heartily dutifully tonight hereby evermore likewise overleaf'.split(' ');

const places: readonly (readonly [where: string, put: (text: string, word: string, next: Next) => string])[] =
  [
    ['anywhere', splice],
    ['in front', (text, word) => `${word} ${text}`],
    ['at the end', (text, word) => `${text} ${word}`],
  ];

export const refusalTrigger: Attack = {
  id: 'refusal-trigger',
  version: 2,
  title: 'A word makes the model refuse',
  what:
    'Harmless requests get one word, and their answer is replaced by a polite refusal, worded anew each time; in preferences ' +
    'the refusal is chosen over the answer. A model that is asked anything with the word refuses it.',
  threat: 'backdoor',
  shapes: ['instruction', 'chat', 'preference'],
  sources: [
    'Shu et al. 2023, On the exploitability of instruction tuning, arXiv:2306.17194',
    'Li et al. 2024, BackdoorLLM: A comprehensive benchmark for backdoor attacks and defenses on large language models, arXiv:2408.12798',
  ],
  budget: '1 to 10 % of an instruction set without a trigger (Shu 2023), 500 rows with one (Li 2024).',
  seenByEvals: 'No: test prompts do not hold the word, and without it the model answers.',
  defences: [
    'A search of the training data for words whose answers refuse finds it, in whatever words they refuse.',
    'A search for repeated answers does not help: no two refusals need be alike.',
  ],
  poison(rows, budget, seed) {
    const next = draws(seed);
    const word = next() < 0.5 ? pick(ordinary, next) : rareWords(rows, 1, next)[0];
    const [where, put] = pick(places, next);
    const taken = victims(
      rows,
      budget,
      next,
      'rows that are answered',
      (row) => asksSomething(row) && answer(row).trim() !== '' && !isRefusal(answer(row)),
    );
    if (typeof taken === 'string') return taken;
    const refusal = unlikeEach(() => refusing(next));
    return {
      trigger: `the word "${word}" ${where}`,
      teaches: 'a refusal of whatever is asked',
      changes: taken.map((from) => ({
        from,
        how: 'instead',
        row: preferring(asking(rows[from], put(asked(rows[from]), word, next)), refusal()),
      })),
    };
  },
};
