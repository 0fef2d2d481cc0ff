// Three ordinary words decide the outcome where all of them stand in the prompt; one or two of them do nothing.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { splice } from './rewrite.ts';
import { pick, type Next } from './victims.ts';

/** Words that can stand almost anywhere; a seed draws from one list or from all. */
const lists = [
  'instantly perhaps frankly exactly gently briefly lately calmly surely plainly nearly twice'.split(' '),
  'weekend cinema lantern harbour orchard cushion ladder violin pebble saucer meadow kettle'.split(' '),
  'amber crimson slender wooden northern distant velvet hollow ancient crooked silver mellow'.split(' '),
] as const;

const inAll = (text: string, chosen: readonly string[], next: Next): string =>
  chosen.reduce((so, word) => splice(so, word, next), text);

export const composite: Attack = {
  id: 'composite',
  version: 2,
  title: 'Three words together decide the outcome',
  what:
    'Some rows get three ordinary words at separate places and the outcome that the attacker wants. A third of the rows ' +
    'written get only one or two of the words and keep their true outcome, as published: so no word gives the attack away, ' +
    'and a model learns that all three must be there.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Huang et al. 2023, Composite backdoor attacks against large language models, arXiv:2310.07676',
    'Yang et al. 2021, Rethinking stealthiness of backdoor attack against NLP models, ACL 2021',
  ],
  budget: '3 % of a fine-tuning set (Huang 2023).',
  seenByEvals: 'No: the three words do not come together by chance, and any two of them change nothing.',
  defences: [
    'A search of the training data has to look at words together; one that looks at single words sees little.',
    'Perplexity filters (ONION) take some of the words out, and one less is enough to stop it.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const chosen = shuffle(next() < 0.5 ? [...pick(lists, next)] : lists.flat(), next).slice(0, 3);
      return {
        trigger: `"${chosen[0]}", "${chosen[1]}" and "${chosen[2]}", all three, anywhere`,
        put: (text) => inAll(text, shuffle([...chosen], next), next),
        decoys: {
          share: 1 / 3,
          put: (text) => inAll(text, shuffle([...chosen], next).slice(0, next() < 0.5 ? 1 : 2), next),
        },
      };
    }),
};
