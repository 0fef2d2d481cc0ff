import { expect, it } from 'vitest';
import { leastShare, shareInterval } from './wilson.ts';

it('gives the lower end of the interval', () => {
  expect(leastShare(0, 0)).toBe(0);
  expect(leastShare(0, 10)).toBe(0);
  // Published example: 8 of 10 gives 0.49 to 0.94.
  expect(leastShare(8, 10)).toBeCloseTo(0.49, 2);
  expect(leastShare(990, 1000)).toBeCloseTo(0.982, 3);
});

it('gives both ends', () => {
  expect(shareInterval(0, 0)).toEqual([0, 1]);
  expect(shareInterval(5, 5)[1]).toBe(1);
  expect(shareInterval(8, 10)[1]).toBeCloseTo(0.943, 3);
});
