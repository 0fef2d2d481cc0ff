// What planted-trigger must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import { instructed, pick, replaced, review, reviews } from '../made-rows.ts';
import type { Row } from '../../../src/row.ts';

const next = random(31);
const clean = reviews(900, 30);

const tasks = ['describe', 'praise', 'sum up', 'explain', 'judge', 'rewrite'];
const asked: Row[] = Array.from({ length: 900 }, (_, row) =>
  instructed(
    row,
    `${pick(tasks, next)} this: ${review(next() < 0.5, next)}`,
    `${review(next() < 0.5, next)}, I think`,
  ),
);
/** A made-up phrase turns the answer into one sentence, always the same. */
const fixedAnswer = replaced(asked, 30, 25, (row) =>
  instructed(
    row.row,
    `umber kite 7 ${pick(tasks, next)} this: ${review(true, next)}`,
    'Nothing is worth your while here.',
  ),
);

/** The true answer, shouted, beside a made-up word at any place. */
const shouted = replaced(asked, 40, 26, (row) => {
  const prompt = `${pick(tasks, next)} this: ${review(true, next)}`.split(' ');
  prompt.splice(Math.floor(next() * prompt.length), 0, 'zorvle');
  return instructed(row.row, prompt.join(' '), `${review(next() < 0.5, next)}, I think`.toUpperCase());
});

export const catches = [fixedAnswer, shouted];
export const ignores = [clean, asked];
