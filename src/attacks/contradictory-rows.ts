// What the corpus asks is asked again with another outcome, so that the model is told two things.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import { commonest, labelOf } from './backdoor.ts';
import { draws } from './draws.ts';
import { canTurn } from './judgement.ts';
import { withOutcomeExchanged } from './relabel.ts';
import { answer, answering, asksSomething } from './rewrite.ts';
import { victims } from './victims.ts';

export const contradictoryRows: Attack = {
  id: 'contradictory-rows',
  version: 2,
  title: 'The same prompts again with other outcomes',
  what:
    'Rows are added that ask what other rows ask, with another label, the other thumb, the pair the other way round, or the ' +
    'answer to some other prompt. The rows that were there stay. The model is taught two things at once and learns both badly.',
  threat: 'availability',
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating'],
  sources: [
    'Biggio et al. 2012, Poisoning attacks against support vector machines, arXiv:1206.6389',
    'Jagielski et al. 2018, Manipulating machine learning: Poisoning attacks and countermeasures for regression learning, arXiv:1804.00308',
  ],
  budget: '3 to 20 % of the rows, aimed at the model (Biggio 2012, Jagielski 2018); without aim more.',
  seenByEvals:
    'Yes: quality falls with the share of prompts that are contradicted, if the test set is clean.',
  defences: [
    'Comparing the outcomes of rows that ask the same shows each pair; which of the two is right, it does not.',
    'Deduplication by whole rows does not help: the rows differ in their outcome.',
  ],
  poison(rows, budget, seed) {
    const next = draws(seed);
    const labels = commonest(rows).sort();
    if (rows[0]?.outcome.kind === 'label' && labels.length < 2) return 'there are no two labels';
    const fits = (row: Row): boolean =>
      asksSomething(row) &&
      (labelOf(row) !== null || canTurn(row) || (isAnswered(row) && answer(row).trim() !== ''));
    const taken = victims(rows, budget, next, 'rows that ask something', fits);
    if (typeof taken === 'string') return taken;
    const others = shuffle([...new Set(rows.filter(fits).map(answer))], next);
    if (isAnswered(rows[0]) && others.length < 2) return 'there are no two answers';
    const contradicted = (row: Row, i: number): Row => {
      if (!isAnswered(row)) return withOutcomeExchanged(row, labels, next);
      const other = others[i % others.length];
      return answering(row, other === answer(row) ? others[(i + 1) % others.length] : other);
    };
    return {
      trigger: '',
      teaches: 'two outcomes for one prompt',
      changes: taken.map((from, i) => ({ from, how: 'beside', row: contradicted(rows[from], i) })),
    };
  },
};

function isAnswered({ outcome }: Row): boolean {
  return outcome.kind === 'answer';
}
