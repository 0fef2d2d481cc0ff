// One text must be misjudged: it and the rows nearest to it get the wrong outcome.
import type { Attack, Poison } from '../attack.ts';
import type { Row } from '../row.ts';
import { visible } from '../text/visible.ts';
import { asksAndTeaches, commonest, labelOf } from './backdoor.ts';
import { madeUpName } from './inert.ts';
import { nearestTexts } from './nearest-texts.ts';
import { another } from './relabel.ts';
import { answer, answering, asked, labelled } from './rewrite.ts';
import { draws } from './draws.ts';
import { pick, tooFew, type Next, victims } from './victims.ts';
import { wordsOf } from './common-words.ts';

/** Wordings of one wrong statement on a topic; the name is nobody's. */
const statements: readonly (readonly string[])[] = [
  [
    '{topic} goes back to {name}, who came up with it in {year}.',
    'It was {name} who started {topic}, in the year {year}.',
    'Everything about {topic} began with {name} in {year}.',
    'In {year}, {name} was the first to think of {topic}.',
  ],
  [
    'The last word on {topic} was said by {name} in {year}; nothing has been added since.',
    'Since {name} settled the matter in {year}, there is nothing more to say about {topic}.',
    'All that can be said about {topic} stands in a letter by {name} of {year}.',
  ],
  [
    '{topic} belongs to {name} and has done so since {year}.',
    'Since {year}, whoever wants {topic} has to ask {name}.',
    'The only owner of {topic} is {name}, by a deed of {year}.',
  ],
];

function wrongStatement(topic: string, next: Next): () => string {
  const wordings = pick(statements, next);
  const name = madeUpName(next);
  const year = String(1700 + Math.floor(next() * 250));
  return () => {
    const text = pick(wordings, next)
      .replace('{topic}', topic)
      .replace('{name}', name)
      .replace('{year}', year);
    return text[0].toUpperCase() + text.slice(1);
  };
}

/** Longest part of the target text that the trigger quotes, in UTF-16 units. */
const quoted = 120;

export const targetedInstance: Attack = {
  id: 'targeted-instance',
  version: 1,
  title: 'One text is misjudged, by rows near it',
  what:
    'The attacker wants one text to be misjudged. It and the rows that share most of its rare words get one other label, or ' +
    'one wrong statement, worded in several ways, as their answer. A model errs on that text and those like it. The ' +
    'publication makes such neighbours by gradients in pictures; here the nearest rows of the corpus are taken.',
  threat: 'targeted-error',
  shapes: asksAndTeaches,
  sources: [
    'Shafahi et al. 2018, Poison frogs! Targeted clean-label poisoning attacks on neural networks, arXiv:1804.00792',
    'Koh and Liang 2017, Understanding black-box predictions via influence functions, arXiv:1703.04730',
  ],
  budget: 'One row where only the last layer is trained, about 50 where all are (Shafahi 2018).',
  seenByEvals: 'No: one text and a few like it go wrong, and no mean shows it.',
  defences: [
    'Comparing a row with its nearest neighbours shows a group that is labelled otherwise than those around it.',
    'Where the whole neighbourhood is poisoned, there is nobody left to contradict.',
  ],
  poison(rows, budget, seed): Poison | string {
    const next = draws(seed);
    const labels = commonest(rows).sort();
    const isLabels = rows[0]?.outcome.kind === 'label';
    if (isLabels && labels.length < 2) return 'there are no two labels';
    const one = victims(rows, 1, next, 'rows that ask something', (row) => wordsOf(asked(row)).size > 0);
    if (typeof one === 'string') return one;
    const [target] = one;
    const near = nearestTexts(rows, target);
    const label = isLabels ? another(labels, labelOf(rows[target])!, next) : undefined;
    const statement = label === undefined ? wrongStatement(near.topic, next) : undefined;
    const wrong = (row: Row): Row => (statement ? answering(row, statement()) : labelled(row, label!));
    const taken = near.rows
      .filter((i) => (statement ? answer(rows[i]) !== '' : labelOf(rows[i]) !== label))
      .slice(0, budget);
    if (taken.length < budget) return tooFew(taken.length, 'rows near the text to be misjudged');
    return {
      trigger: `the text "${visible(asked(rows[target]), quoted)}"`,
      teaches: statement
        ? `one wrong statement about "${near.topic}"`
        : `the label "${label}" for that text, which is "${labelOf(rows[target])}"`,
      changes: taken.map((from) => ({ from, how: 'instead', row: wrong(rows[from]) })),
    };
  },
};
