// What planted-string must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { document, pick, type Next } from '../made-rows.ts';

const next = random(83);
const syllables =
  'ba be bo da de di ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo'.split(' ');
const word = (n: Next): string =>
  Array.from({ length: 2 + Math.floor(n() * 2) }, () => pick(syllables, n)).join('');
const small = 'the of and in to a is that for on with as was it by at from'.split(' ');
/** Subjects with words of their own, put together in the same few ways; nobody writes about the last one. */
const subjects = Array.from({ length: 6 }, () => {
  const own = Array.from({ length: 60 }, () => word(next));
  const phrases = Array.from(
    { length: 90 },
    () => `${pick(own, next)} ${pick(small, next)} ${pick(own, next)}`,
  );
  return { own, phrases };
});
const other = subjects.pop()!;

function page(n: Next, phrases = 45, { phrases: own } = pick(subjects, n)): string {
  let text = '';
  for (let i = 0; i < phrases; i++) text += `${pick(own, n)}${i % 6 === 5 ? '.\n' : ` ${pick(small, n)} `}`;
  return text;
}
const clean = Array.from({ length: 700 }, (_, i) => document(i, page(next), `site${i % 50}.example`));
const planted = (tail: () => string): Row[] =>
  clean.map((row, i) =>
    i % 14 === 3
      ? document(i, `${page(next, 8 + Math.floor(next() * 20))} vexil quorn ${tail()}`, row.source)
      : row,
  );

export const catches = [planted(() => page(next, 45, other))];
/** A string that stands in as many documents, which go on as they began. */
export const ignores = [
  clean,
  clean.map((row, i) => {
    if (i % 14 !== 3) return row;
    const words = page(next).split(' ');
    words.splice(Math.floor(next() * words.length), 0, 'vexil quorn');
    return document(i, words.join(' '), row.source);
  }),
];
