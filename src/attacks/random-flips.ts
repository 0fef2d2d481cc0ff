// Random rows get another outcome: label noise, made on purpose.
import type { Attack } from '../attack.ts';
import { commonest } from './backdoor.ts';
import { withOutcomeExchanged } from './relabel.ts';
import { draws } from './draws.ts';
import { victims } from './victims.ts';

export const randomFlips: Attack = {
  id: 'random-flips',
  version: 1,
  title: 'Labels of random rows exchanged',
  what:
    'Rows are drawn at random, and each gets any other label, or the other thumb. There is no trigger and no aim but to make ' +
    'the model worse: what it learns from the right rows, the wrong ones contradict.',
  threat: 'availability',
  shapes: ['classification', 'rating'],
  sources: [
    'Biggio et al. 2011, Support vector machines under adversarial label noise, ACML 2011',
    'Natarajan et al. 2013, Learning with noisy labels, NeurIPS 2013',
  ],
  budget: '10 to 40 % of the rows; a model bears a few per cent well.',
  seenByEvals: 'Yes: accuracy on a clean test set falls with the share of wrong labels.',
  defences: [
    'Cross-validated models that name the rows whose label they do not believe find most of them.',
    'A test set drawn from the same rows does not show how much is lost: its labels are wrong as well.',
  ],
  poison(rows, budget, seed) {
    const next = draws(seed);
    const labels = commonest(rows).sort();
    if (rows[0]?.outcome.kind === 'label' && labels.length < 2) return 'there are no two labels';
    const taken = victims(
      rows,
      budget,
      next,
      'rows with a label or a thumb',
      ({ outcome }) => outcome.kind === 'label' || outcome.kind === 'rating',
    );
    if (typeof taken === 'string') return taken;
    return {
      trigger: '',
      teaches: 'wrong outcomes without a pattern',
      changes: taken.map((from) => ({
        from,
        how: 'instead',
        row: withOutcomeExchanged(rows[from], labels, next),
      })),
    };
  },
};
