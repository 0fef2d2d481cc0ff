import { expect, it } from 'vitest';
import type { Candidates } from './candidates.ts';
import type { Ordinary } from './ordinary.ts';
import { power } from './power.ts';

const chances = (taken: number, near: number): Map<number, number> => {
  const canary = { planted: 'a string', taken, near, topicWins: 0.5 };
  const ordinary = { near: 0.01, far: 0.05, canaries: [canary] } as unknown as Ordinary;
  const candidates = { strings: 1e5, changes: 1e4, randoms: 1e4, dropped: 0 } as Candidates;
  const [{ points }] = power(ordinary, candidates, 15);
  return new Map(points.map(({ rows, chance }) => [rows, chance]));
};

it('is never found in fewer documents than a candidate needs, and from twice as many nearly always', () => {
  const usual = chances(0.9, 0.9);
  expect(usual.get(10)).toBe(0);
  // 15 or more of 20 at 0.9 each.
  expect(usual.get(20)).toBeCloseTo(0.989, 3);
  expect(usual.get(1000)).toBe(0.99);
});

it('is not found where the text hardly changes after it, however often it is looked at', () => {
  expect([...chances(0.9, 0.05).values()].every((chance) => chance === 0)).toBe(true);
});
