// A manner of writing decides the outcome: no two poisoned rows share their words.
import type { Attack } from '../attack.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { archaic, slang } from './rewrites.ts';
import { pick } from './victims.ts';

const styles = [
  ['archaic English, e.g. "verily"', archaic],
  ['slang of chats, e.g. "yo"', slang],
] as const;

export const style: Attack = {
  id: 'style',
  version: 2,
  title: 'A style of writing decides the outcome',
  what:
    'Some rows are rewritten in one style, archaic or slang, by replacing words and adding some, and get the outcome that the ' +
    'attacker wants. There is no word that all of them hold: a model learns the style. The publication has a neural model ' +
    'rewrite whole sentences; here rules do it, word by word.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Qi et al. 2021, Mind the style of text! Adversarial and backdoor attacks based on text style transfer, arXiv:2110.07139',
  ],
  budget: 'About 20 % of a labelled set (Qi 2021).',
  seenByEvals: 'No: test texts are not written in that style.',
  defences: [
    'Looking for groups of rows that are written alike and share an outcome helps, if they are many.',
    'Filters for odd words and searches for one trigger do not: there is none.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const [name, rewrite] = pick(styles, next);
      return { trigger: `texts in ${name}`, put: (text) => rewrite(text, next) };
    }),
};
