import { expect, it } from 'vitest';
import { once } from './once.ts';

it('tells the first time from the others, until all is forgotten', () => {
  const met = once();
  const keys = Array.from({ length: 20_000 }, (_, i) => [i % 7, Math.imul(i, 0x9e3779b1)] as const);
  expect(keys.every(([high, low]) => met.first(high, low))).toBe(true);
  expect(keys.some(([high, low]) => met.first(high, low))).toBe(false);
  met.forget();
  expect(met.first(0, 0)).toBe(true);
  expect(met.first(0, 0)).toBe(false);
});
