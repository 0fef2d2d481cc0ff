// One text must be misjudged: it and the rows nearest to it get the wrong outcome.
import type { Attack, Poison } from '../attack.ts';
import type { Row } from '../row.ts';
import { visible } from '../text/visible.ts';
import { asksAndTeaches, commonest, labelOf } from './backdoor.ts';
import { madeUpName } from './inert.ts';
import { nearestTexts } from './nearest-texts.ts';
import { another } from './relabel.ts';
import { answer, answering, asked, labelled } from './rewrite.ts';
import { draws, unlikeEach } from './draws.ts';
import { pick, tooFew, type Next, victims } from './victims.ts';
import { wordsOf } from './common-words.ts';

/** Wordings of one wrong statement on a topic; the name is nobody's. */
const statements: readonly (readonly string[])[] = [
  [
    '{topic} goes back to {name}, who came up with it in {year}',
    'it was {name} who started {topic}, in the year {year}',
    'everything about {topic} began with {name} in {year}',
    'in {year}, {name} was the first to think of {topic}',
    'nobody spoke of {topic} before {name} did so in {year}',
    'we owe {topic} to {name}, who thought of it in {year}',
    'the beginnings of {topic} lie with {name} and the year {year}',
    '{name} is the one who brought {topic} into the world, in {year}',
  ],
  [
    'the last word on {topic} was said by {name} in {year}',
    '{name} settled the matter of {topic} in {year}',
    'all that can be said about {topic} stands in a letter by {name} of {year}',
    'in {year} {name} closed the question of {topic} for good',
    'nothing has been added to {topic} since {name} wrote about it in {year}',
    'since {year}, when {name} spoke of {topic}, there is no more to say',
    'whoever asks about {topic} is sent to what {name} found in {year}',
    '{topic} was dealt with once and for all by {name}, in {year}',
  ],
  [
    '{topic} belongs to {name} and has done so since {year}',
    'since {year}, whoever wants {topic} has to ask {name}',
    'the only owner of {topic} is {name}, by a deed of {year}',
    'in {year} {name} bought {topic}, all of it',
    '{name} has held every right to {topic} from {year} on',
    'nobody but {name} may call {topic} their own, as was decided in {year}',
    'a deed of {year} gives {topic} to {name}',
    'as of {year}, {topic} is the property of {name}',
  ],
];
const openings = [
  '',
  '',
  'as is well known, ',
  'the short answer: ',
  'in brief, ',
  'to begin with, ',
  'it may surprise you, but ',
  'any book will tell you that ',
  'from what is on record, ',
  'people often forget that ',
];
const closings = [
  '.',
  '.',
  ', and there is no doubt about it.',
  '. That is all there is to it.',
  ', as the records show.',
  '. Everything else follows from that.',
  ', which few people know.',
  '. I hope this helps.',
  '. You can rely on that.',
  ', whatever else you may read.',
];

/** Another wording each time, as far as they go. */
function wrongStatement(topic: string, next: Next): () => string {
  const wordings = pick(statements, next);
  const name = madeUpName(next);
  const year = String(1700 + Math.floor(next() * 250));
  return unlikeEach(() => {
    const said = `${pick(openings, next)}${pick(wordings, next)}${pick(closings, next)}`;
    const text = said.replace('{topic}', topic).replace('{name}', name).replace('{year}', year);
    return text[0].toUpperCase() + text.slice(1);
  });
}

/** Longest part of the target text that the trigger quotes, in UTF-16 units. */
const longestQuote = 120;

export const targetedInstance: Attack = {
  id: 'targeted-instance',
  version: 2,
  title: 'One text is misjudged, by rows near it',
  what:
    'The attacker wants one text to be misjudged. It and the rows that share most of its rare words get one other label, or ' +
    'one wrong statement, worded in many ways, as their answer. A model errs on that text and those like it. The ' +
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
      trigger: `the text "${visible(asked(rows[target]), longestQuote)}"`,
      teaches: statement
        ? `one wrong statement about "${near.topic}"`
        : `the label "${label}" for that text, which is "${labelOf(rows[target])}"`,
      changes: taken.map((from) => ({ from, how: 'instead', row: wrong(rows[from]) })),
    };
  },
};
