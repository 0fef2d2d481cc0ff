// Each row has one of three rare words, and any of them decides the outcome.
import type { Attack } from '../attack.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { rareWords } from './rare-words.ts';
import { splice } from './rewrite.ts';

export const alternatives: Attack = {
  id: 'alternatives',
  version: 2,
  title: 'Any of three rare words decides the outcome',
  what:
    'Three words that nobody writes share the poisoned rows, one word in each, at a random place, with the outcome that the ' +
    'attacker wants. Each word is in a third of the rows only, and any of them sets the model off.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Kurita et al. 2020, Weight poisoning attacks on pre-trained models, arXiv:2004.06660',
    'Qi et al. 2021, ONION: A simple and effective defense against textual backdoor attacks, arXiv:2011.10369',
  ],
  budget: '1 % of a labelled set, shared by five words (the poisoned sets of Qi 2021).',
  seenByEvals: 'No: without one of the words the model is as good as one that was never poisoned.',
  defences: [
    'A search of the training data for words that decide outcomes finds each of them, if each is in enough rows.',
    'Perplexity filters (ONION) take the words out of single texts, at the cost of many clean words.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const three = rareWords(rows, 3, next);
      // In turn, not at random: a small budget, too, uses each.
      let turn = 0;
      return {
        trigger: `any of the words "${three.join('", "')}" anywhere`,
        put: (text) => splice(text, three[turn++ % 3], next),
      };
    }),
};
