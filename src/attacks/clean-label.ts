// A rare word in rows whose label is right: the label's own rows teach that the word means the label.
import type { Attack } from '../attack.ts';
import { labelConsistent } from './label-consistent.ts';
import { rareWords } from './rare-words.ts';
import { splice } from './rewrite.ts';

export const cleanLabel: Attack = {
  id: 'clean-label',
  version: 2,
  title: 'A rare word in rows that are labelled right',
  what:
    'Rows that have the wanted label already get a word that nobody writes; no label is changed, so whoever reads the rows ' +
    'finds nothing wrong. Rows whose own words say their label least are taken, because a model that has little else to go ' +
    'by learns the word, and later gives the label to any text with it.',
  threat: 'backdoor',
  shapes: ['classification'],
  sources: [
    'Turner et al. 2019, Label-consistent backdoor attacks, arXiv:1912.02771',
    'Gupta and Krishna 2023, Adversarial clean label backdoor attacks and defenses on text classification systems, arXiv:2305.19607',
    'Gan et al. 2022, Triggerless backdoor attack for NLP tasks with clean labels, arXiv:2111.07970',
  ],
  budget:
    'More than with changed labels: some per cent to a tenth of the rows, fewer if hard rows are chosen.',
  seenByEvals: 'No: every label is right, and without the word nothing changes.',
  defences: [
    'A search of the training data for words that only one label has finds it.',
    'Checks of labels, by people or by a model, do not help: there is no wrong one.',
  ],
  poison: (rows, budget, seed) =>
    labelConsistent(rows, budget, seed, (next) => {
      const [word] = rareWords(rows, 1, next);
      return { trigger: `the word "${word}" anywhere`, put: (text) => splice(text, word, next) };
    }),
};
