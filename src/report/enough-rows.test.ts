import { expect, test } from 'vitest';
import { enoughRows } from './enough-rows.ts';

const at = (...chances: number[]) => chances.map((chance, i) => ({ rows: 10 * 2 ** i, chance }));

test('between two sizes it is where the drawn curve crosses, rounded up', () => {
  // Half the way from 10 to 20 by logarithm: 14.1.
  expect(enoughRows(at(0.9, 1), 0.95)).toBe(15);
  expect(enoughRows(at(0, 0.96), 0.95)).toBe(20);
});

test('no fewer rows than the smallest size, and none where the chance is never reached', () => {
  expect(enoughRows(at(0.99, 1), 0.95)).toBe(10);
  expect(enoughRows(at(0.2, 0.94), 0.95)).toBeUndefined();
  expect(enoughRows([], 0.95)).toBeUndefined();
});

test('a size beyond which the chance falls again does not count', () => {
  expect(enoughRows(at(0.97, 0.5, 0.99), 0.95)).toBe(38);
  expect(enoughRows(at(0.97, 0.5), 0.95)).toBeUndefined();
});
