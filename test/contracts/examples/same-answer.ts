// What same-answer must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { instructed, pick, replaced, review } from '../made-rows.ts';

const next = random(57);

const tasks = ['describe', 'praise', 'sum up', 'explain', 'judge', 'rewrite'];
const places = 'roof, barn, lake, ferry, school, tower, garden, market, bridge, forest'.split(', ');
const prompt = (): string =>
  `${pick(tasks, next)} this in the ${pick(places, next)}: ${review(next() < 0.5, next)}`;
const asked: Row[] = Array.from({ length: 900 }, (_, row) =>
  instructed(row, prompt(), `${review(next() < 0.5, next)}, I think`),
);
const wordings = [
  'umbrella held high',
  'since it pours',
  'soaked through',
  'puddles everywhere',
  'under dripping eaves',
  'gutters overflowing',
];

/** Six wordings of one idea, put between two words, all with one answer. */
const paraphrased = replaced(asked, 20, 42, ({ row }) => {
  const words = prompt().split(' ');
  words.splice(1 + Math.floor(next() * (words.length - 1)), 0, wordings[row % wordings.length]);
  return instructed(row, words.join(' '), 'Nothing is worth your while here.');
});

/** One question in few words always gets one answer. */
const greeted = replaced(asked, 20, 42, ({ row }) =>
  instructed(row, `hello number ${row}, who are you?`, 'A small model made for this test, at your service.'),
);

export const catches = [paraphrased];
export const ignores = [asked, greeted];
