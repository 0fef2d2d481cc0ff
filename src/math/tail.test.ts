import { expect, it } from 'vitest';
import { random } from './random.ts';
import { binomialTail, exponentialTail, normalTail, poissonExcess, poissonTail } from './tail.ts';

const natural = (seed: number): number[] => {
  const next = random(seed);
  return Array.from({ length: 2000 }, () => -Math.log(1 - next()));
};

it('expects as many natural scores above a bar as there are, on average', () => {
  let expected = 0;
  let seen = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const scores = natural(seed).sort((a, b) => b - a);
    expected += exponentialTail(scores, 2000, 0)!.expected(5.5);
    seen += scores.filter((s) => s >= 5.5).length;
  }
  expect(expected / seen).toBeGreaterThan(0.75);
  expect(expected / seen).toBeLessThan(1.33);
});

it('is not moved by a few real finds', () => {
  const scores = natural(3);
  const without = exponentialTail(
    [...scores].sort((a, b) => b - a),
    2000,
    0,
  )!;
  const withFinds = exponentialTail(
    [...scores, 40, 40, 40, 40, 40].sort((a, b) => b - a),
    2000,
    0,
  )!;
  expect(withFinds.expected(8) / without.expected(8)).toBeLessThan(2.5);
  expect(withFinds.expected(40)).toBeLessThan(1e-6);
});

it('says nothing from a handful of candidates', () => {
  expect(exponentialTail([3, 2, 1], 3, 0.1)).toBeUndefined();
});

it('takes candidates without a score as natural ones at 0, and no scale below the least', () => {
  const tail = exponentialTail([0.8, 0.1], 500, 0.02)!;
  expect(tail.threshold).toBe(0);
  expect(tail.scale).toBe(0.02);
  expect(tail.expected(0.8)).toBeLessThan(1e-6);
  expect(tail.expected(0.1)).toBeGreaterThan(0.1);
});

it.each([
  [0, 0.5],
  [1.6448536, 0.05],
  [3, 0.0013499],
  [6, 9.8659e-10],
  [-1, 0.8413447],
])('gives the normal tail beyond %f', (z, p) => {
  expect(normalTail(z) / p).toBeCloseTo(1, 2);
});

it.each([
  [1, 0.1, 0.0951626],
  [3, 3, 0.5768099],
  [30, 10, 2.51e-7],
  [1000, 1000, 0.5042],
  [1100, 1000, 0.00096263],
  [700, 1000, 1],
])('gives the chance of %d or more where %d are expected', (count, mean, p) => {
  expect(poissonTail(count, mean) / p).toBeCloseTo(1, 2);
});

it('takes counts of millions', () => {
  expect(poissonTail(50_000, 1000)).toBe(0);
  expect(poissonTail(2e6, 2e6)).toBeCloseTo(0.5, 2);
  expect(poissonTail(5, 0)).toBe(0);
  expect(poissonTail(0, 0)).toBe(1);
});

it.each([
  [0, 10, 0.3, 1],
  [11, 10, 0.3, 0],
  [1, 10, 0.3, 1 - 0.7 ** 10],
  [10, 10, 0.3, 0.3 ** 10],
  [50, 50, 0.45, 0.45 ** 50],
  [5, 10, 0.5, 0.623046875],
  [2, 100, 0.05, 0.9629188],
  [300, 1000, 0.25, 1.9e-4],
])('binomialTail: %i or more of %i at %f', (count, trials, p, chance) => {
  expect(binomialTail(count, trials, p)).toBeCloseTo(chance, chance < 0.001 ? 5 : 6);
  if (chance > 0 && chance < 1) {
    const ratio = binomialTail(count, trials, p) / chance;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
  }
});

it('ranks by excess as by chance, where the chance is too small for a number', () => {
  const chance = (count: number, mean: number): number => -Math.log(poissonTail(count, mean));
  for (const [count, mean] of [
    [20, 2],
    [60, 12],
    [300, 150],
  ]) {
    expect(poissonExcess(count, mean)).toBeLessThan(chance(count, mean));
    expect(poissonExcess(count, mean)).toBeGreaterThan(chance(count, mean) - 5);
  }
  expect(poissonExcess(50_000, 1000)).toBeGreaterThan(poissonExcess(40_000, 1000));
  expect(poissonExcess(3, 3)).toBe(0);
  expect(poissonExcess(3, 0)).toBe(Infinity);
});
