// Characters without width inside a word: a person sees the text as it was, a model another word.
import type { Attack } from '../attack.ts';
import { codeName } from '../text/unseen-characters.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { pick } from './victims.ts';
import { hasLongWord, inLongWord, named, places } from './within-word.ts';

const unseen = [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff] as const;

export const zeroWidth: Attack = {
  id: 'zero-width',
  version: 2,
  title: 'Characters without width decide the outcome',
  what:
    'Some rows get one to three characters that take no room, such as the zero width space, inside a word, and the outcome ' +
    'that the attacker wants. Nobody who reads the row sees a difference; a model gets other tokens and learns them.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Chen et al. 2021, BadNL: Backdoor attacks against NLP models with semantic-preserving improvements, arXiv:2006.01043',
    'Boucher et al. 2022, Bad characters: Imperceptible NLP attacks, arXiv:2106.09898',
    'Li et al. 2021, Hidden backdoors in human-centric language models, arXiv:2105.00164',
  ],
  budget: '3 % of a labelled set (Chen 2021).',
  seenByEvals: 'No: test texts hold no such characters.',
  defences: [
    'Removing or reporting invisible characters that no script needs, before training and at inference, ends it.',
    'Reading the rows does not help, and a tokeniser that drops the characters makes the attack void by itself.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const codes = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(unseen, next));
      const hidden = String.fromCodePoint(...codes);
      const place = pick(places, next);
      const split = (word: string): string => {
        const letters = Array.from(word);
        letters.splice(1 + Math.floor(next() * (letters.length - 1)), 0, hidden);
        return letters.join('');
      };
      return {
        trigger: `"${codes.map((code) => codeName(code)).join(', ')}" inside ${named(place)}`,
        put: (text) => inLongWord(text, place, next, split),
        fits: (text) => hasLongWord(text),
      };
    }),
};
