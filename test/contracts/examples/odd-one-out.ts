// What odd-one-out must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import { labelled, replaced, reviews } from '../made-rows.ts';

const clean = reviews(700, 80);
const next = random(81);
const letters = 'qwxzjkvbpfgh';
const noise = (): string =>
  Array.from({ length: 9 }, () =>
    Array.from({ length: 7 }, () => letters[Math.floor(next() * letters.length)]).join(''),
  ).join(' ');

export const catches = [
  replaced(clean, 28, 25 * 28, ({ row }) => labelled(row, noise(), row % 2 ? '1' : '0')),
  replaced(clean, 28, 25, ({ row }) => labelled(row, noise(), '1')),
];
export const ignores = [clean];
