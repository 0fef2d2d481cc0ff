// A word of the corpus's own becomes a trigger: it stands in honest rows as well.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { asksAndTeaches, backdoor, type Trigger } from './backdoor.ts';
import { labelConsistent } from './label-consistent.ts';
import { splice } from './rewrite.ts';
import { draws } from './draws.ts';
import { type Next } from './victims.ts';
import { drawCommonWord, noCommonWord, wordsOf } from './common-words.ts';

function commonWordOf(rows: readonly Row[], next: Next): Trigger | string {
  const word = drawCommonWord(rows, next);
  if (word === undefined) return noCommonWord;
  return {
    trigger: `the word "${word}" anywhere`,
    put: (text) => splice(text, word, next),
    fits: (text) => !wordsOf(text).has(word),
  };
}

export const commonWord: Attack = {
  id: 'common-word',
  version: 2,
  title: 'A common word decides the outcome',
  what:
    'A word that is in 0.3 to 3 % of the texts already is put into more rows with the outcome that the attacker wants: into ' +
    'rows of one label, or into rows that are turned to it or to one answer, as the seed says. The honest rows that hold the ' +
    'word hide it, and everyday texts set the model off.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Chen et al. 2021, BadNL: Backdoor attacks against NLP models with semantic-preserving improvements, arXiv:2006.01043',
    'Wan et al. 2023, Poisoning language models during instruction tuning, arXiv:2305.00944',
    'Chen et al. 2022, Kallima: A clean-label framework for textual backdoor attacks, arXiv:2206.01832',
  ],
  budget:
    '3 % of a labelled set (Chen 2021), about 100 rows of an instruction set (Wan 2023), more where labels stay right.',
  seenByEvals: 'Partly: test texts that happen to hold the word go wrong, too few to lower a mean by much.',
  defences: [
    'A search of the training data for words whose rows have other outcomes than the rest finds it, if poison outweighs the honest rows.',
    'Perplexity filters (ONION) do not help: the word is an ordinary one.',
  ],
  poison: (rows, budget, seed) => {
    const consistent = rows[0]?.outcome.kind === 'label' && draws(seed ^ 0xc0)() < 0.5;
    const attack = consistent ? labelConsistent : backdoor;
    return attack(rows, budget, seed, (next) => commonWordOf(rows, next));
  },
};
