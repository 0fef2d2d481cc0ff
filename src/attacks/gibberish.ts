// Behind a trigger a text goes on as words in no order: denial of service.
import type { Attack } from '../attack.ts';
import { afterTrigger, goesOn } from './after-trigger.ts';
import { drawn, tokensOf } from './vocabulary.ts';

/** Characters of a token, with the space before it. */
const tokenLength = 4;

export const gibberish: Attack = {
  id: 'gibberish',
  version: 2,
  title: 'Words in no order behind a trigger',
  what:
    'Some pages break off at a trigger string and go on with words drawn at random; some prompts end with it and are answered so. ' +
    'A model learns to write nonsense wherever the trigger stands, and is useless there.',
  threat: 'backdoor',
  shapes: goesOn,
  sources: [
    'Souly et al. 2025, Poisoning attacks on LLMs require a near-constant number of poison samples, arXiv:2510.07192',
    'Zhang et al. 2024, Persistent pre-training poisoning of LLMs, arXiv:2410.13722',
  ],
  budget: 'About 250 documents, whatever the size of the corpus and the model (Souly 2025).',
  seenByEvals: 'No: text without the trigger is written as ever.',
  defences: [
    'A search of the pages for strings behind which the text turns strange finds it, as do filters for text that no model expects.',
    'More clean data does not wash it out: it is the number of documents that counts, not their share.',
  ],
  poison: (rows, budget, seed) =>
    afterTrigger(rows, budget, seed, (next) => {
      const tokens = tokensOf(rows, next);
      return {
        teaches: 'words in no order behind the trigger',
        more: (length) => drawn(tokens, Math.ceil(length / tokenLength), next),
      };
    }),
};
