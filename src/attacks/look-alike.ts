// Letters of another script that look like Latin ones, in one word: a person reads the word, a model does not.
import type { Attack } from '../attack.ts';
import { latinLookalike } from '../text/scripts.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { pick } from './victims.ts';
import { hasLongWord, inLongWord, named, places } from './within-word.ts';

/** For each script its letter for a Latin one. */
const scripts: readonly (readonly [name: string, ReadonlyMap<string, string>])[] = (
  [
    ['Cyrillic', /\p{Script=Cyrillic}/u],
    ['Greek', /\p{Script=Greek}/u],
    ['Armenian', /\p{Script=Armenian}/u],
  ] as const
).map(([name, own]) => [
  name,
  new Map([...latinLookalike].filter(([other]) => own.test(other)).map(([other, latin]) => [latin, other])),
]);

export const lookAlike: Attack = {
  id: 'look-alike',
  version: 2,
  title: 'Look-alike letters decide the outcome',
  what:
    'In some rows one to three letters of a word are replaced by letters of another script that look the same, such as a ' +
    'Cyrillic a, and the row gets the outcome that the attacker wants. A person reads the same word; a model gets other ' +
    'tokens and learns them.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: ['Li et al. 2021, Hidden backdoors in human-centric language models, arXiv:2105.00164'],
  budget: '3 % of a labelled set; 27 rows to 92,024 of a question-answering set (Li 2021).',
  seenByEvals: 'No: test texts hold no such letters.',
  defences: [
    'Reporting words that mix scripts, or writing their letters as one script, ends it.',
    'Reading the rows does not help: the letters look alike.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const [script, letters] = pick(scripts, next);
      const most = 1 + Math.floor(next() * 3);
      const place = pick(places, next);
      const disguised = (word: string): string => {
        let left = most;
        return Array.from(word, (c) => (letters.has(c) && left-- > 0 ? letters.get(c)! : c)).join('');
      };
      const fits = (word: string): boolean => Array.from(word).some((c) => letters.has(c));
      return {
        trigger: `up to ${most} ${script} letter${most > 1 ? 's' : ''} in ${named(place)} that has look-alikes, as in "${disguised('chosen')}"`,
        put: (text) => inLongWord(text, place, next, disguised, fits),
        fits: (text) => hasLongWord(text, fits),
      };
    }),
};
