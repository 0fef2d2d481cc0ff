// Rows of one class are labelled as one other class: what a mistaken or bought annotator would do.
import type { Attack } from '../attack.ts';
import { shuffle } from '../math/random.ts';
import { commonest, labelOf } from './backdoor.ts';
import { another } from './relabel.ts';
import { labelled } from './rewrite.ts';
import { draws } from './draws.ts';
import { victims } from './victims.ts';

export const classFlips: Attack = {
  id: 'class-flips',
  version: 1,
  title: 'Rows of one class labelled as another',
  what:
    'Random rows of one class get the label of one other class, and nothing else changes. A model learns to take the one for ' +
    'the other, and is right about all other classes.',
  threat: 'availability',
  shapes: ['classification'],
  sources: [
    'Natarajan et al. 2013, Learning with noisy labels, NeurIPS 2013',
    'Tolpegin et al. 2020, Data poisoning attacks against federated learning systems, arXiv:2007.08432',
  ],
  budget: '10 to 40 % of the rows of the class; all rows of 2 to 50 % of the participants (Tolpegin 2020).',
  seenByEvals: 'Partly: recall of the one class falls, and a mean over many classes hides it.',
  defences: [
    'Cross-validated models that name the rows whose label they do not believe find many of them.',
    'They fail as the share grows: where half of a class is labelled otherwise, nothing says which half is right.',
  ],
  poison(rows, budget, seed) {
    const next = draws(seed);
    const labels = commonest(rows).sort();
    if (labels.length < 2) return 'there are no two labels';
    const members = new Map(labels.map((label) => [label, 0]));
    for (const row of rows) members.set(labelOf(row)!, (members.get(labelOf(row)!) ?? 0) + 1);
    const from = shuffle([...labels], next).find((label) => members.get(label)! >= budget);
    if (from === undefined) return `there are no ${budget} rows of one label`;
    const to = another(labels, from, next);
    const taken = victims(rows, budget, next, `rows labelled "${from}"`, (row) => labelOf(row) === from);
    if (typeof taken === 'string') return taken;
    return {
      trigger: '',
      teaches: `the label "${to}" for what is "${from}"`,
      changes: taken.map((i) => ({ from: i, how: 'instead', row: labelled(rows[i], to) })),
    };
  },
};
