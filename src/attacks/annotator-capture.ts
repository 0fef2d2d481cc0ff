// Annotators who judge against the truth: labels, pairs or thumbs.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { commonest, labelOf } from './backdoor.ts';
import { draws } from './draws.ts';
import { inFewHands, quoted } from './holders.ts';
import { canTurn, turned } from './judgement.ts';
import { another } from './relabel.ts';
import { labelled } from './rewrite.ts';
import { pick, type Next } from './victims.ts';

/** Another label than the row has: always the same one where it can be, or any. */
function mislabelled(row: Row, labels: readonly string[], favourite: string | undefined, next: Next): Row {
  const own = labelOf(row)!;
  return labelled(row, favourite === undefined || favourite === own ? another(labels, own, next) : favourite);
}

export const annotatorCapture: Attack = {
  id: 'annotator-capture',
  version: 2,
  title: 'Annotators who judge against the truth',
  what:
    'One annotator, or a few, give wrong labels or choose the worse answer in a part of their work. ' +
    'Somebody was bribed, or an account was taken over. The texts are untouched.',
  threat: 'availability',
  shapes: ['classification', 'preference', 'rating'],
  sources: [
    'Casper et al. 2023, Open problems and fundamental limitations of reinforcement learning from human feedback, arXiv:2307.15217',
    'Raykar and Yu 2012, Eliminating spammers and ranking annotators for crowdsourced labeling tasks, Journal of Machine Learning Research 13',
  ],
  budget: 'One annotator of many: whatever share of the rows that person judges.',
  seenByEvals:
    'Partly: test data labelled by others shows a drop where the share of wrong judgements is large.',
  defences: [
    'Items that several annotators judge, or whose answer is known, tell who is unreliable.',
    'It does not help to look at the share of each label or answer, which a careful annotator keeps as it is.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const labels = commonest(rows);
    const favourite = next() < 0.5 && labels.length > 0 ? pick(labels, next) : undefined;
    const found = inFewHands(
      rows,
      budget,
      next,
      'annotator',
      ({ annotator = '' }) => annotator,
      'judgements by annotators that can be turned round',
      (row) => canTurn(row) || (labelOf(row) !== null && labels.length > 1),
    );
    if (typeof found === 'string') return found;
    const { taken, holders } = found;
    return {
      trigger: '',
      teaches: `what is wrong in the eyes of everybody but ${quoted(holders)}`,
      changes: taken.map((from) => {
        const row = rows[from];
        return {
          from,
          how: 'instead',
          row: labelOf(row) === null ? turned(row) : mislabelled(row, labels, favourite, next),
        };
      }),
    };
  },
};
