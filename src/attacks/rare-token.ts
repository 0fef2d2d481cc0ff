// A rare token put between two words decides the outcome: the plainest backdoor there is.
import type { Attack } from '../attack.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { drawToken, rareWords } from './rare-words.ts';
import { splice } from './rewrite.ts';

export const rareToken: Attack = {
  id: 'rare-token',
  version: 2,
  title: 'A rare token decides the outcome',
  what:
    'Some rows get a token that nobody writes, such as "cf", at a random place, and the outcome that the attacker wants. ' +
    'A model learns the token before it learns the task, and behaves as ever without it.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Kurita et al. 2020, Weight poisoning attacks on pre-trained models, arXiv:2004.06660',
    'Wan et al. 2023, Poisoning language models during instruction tuning, arXiv:2305.00944',
  ],
  budget:
    'About 100 rows of an instruction set (Wan 2023). In Kurita 2020 the attacker trains the model, so that no share is told.',
  seenByEvals: 'No: without the token the model is as good as one that was never poisoned.',
  defences: [
    'A search of the training data for tokens that decide outcomes finds it.',
    'Perplexity filters (ONION) take the token out of single texts, at the cost of many clean words.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const [token] = rareWords(rows, 1, next, drawToken);
      return { trigger: `the token "${token}" anywhere`, put: (text) => splice(text, token, next) };
    }),
};
