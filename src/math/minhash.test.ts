import { expect, test } from 'vitest';
import { likeness, maxFeatures, permutations, sampleFeatures, sign, slots } from './minhash.ts';
import { random } from './random.ts';

function signatureOf(values: readonly number[], seed = 1): Uint8Array {
  const features = Int32Array.from(values);
  const into = new Uint8Array(slots);
  sign(
    features,
    sampleFeatures(features, features.length, { table: new Int32Array(0) }),
    permutations(seed),
    into,
    0,
  );
  return into;
}

function estimate(a: readonly number[], b: readonly number[], seed = 1): number {
  const both = new Uint8Array(2 * slots);
  both.set(signatureOf(a, seed));
  both.set(signatureOf(b, seed), slots);
  return likeness(both, 0, slots);
}

const numbers = (from: number, count: number): number[] => {
  const next = random(99);
  const all = Array.from({ length: from + count }, () => Math.floor(next() * 2 ** 32) | 0);
  return all.slice(from);
};

test.each([
  [0, 1],
  [20, 2 / 3],
  [50, 1 / 3],
  [100, 0],
])('two sets of 100 that differ in %i estimate to %f', (apart, jaccard) => {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
  const estimates = seeds.map((seed) => estimate(numbers(0, 100), numbers(apart, 100), seed));
  const mean = estimates.reduce((a, b) => a + b, 0) / estimates.length;
  expect(Math.abs(mean - jaccard)).toBeLessThan(0.05);
});

test('large sets are sampled alike: the estimate stays', () => {
  const mean =
    [1, 2, 3, 4, 5, 6, 7, 8]
      .map((seed) => estimate(numbers(0, 6000), numbers(1000, 6000), seed))
      .reduce((a, b) => a + b, 0) / 8;
  expect(Math.abs(mean - 5 / 7)).toBeLessThan(0.07);
});

test('order and repetition do not matter, and a feature said a million times is one', () => {
  const set = numbers(0, 50);
  expect(estimate(set, [...set, ...set].reverse())).toBe(1);
  const features = new Int32Array(1_000_000).fill(7);
  expect(sampleFeatures(features, features.length, { table: new Int32Array(0) })).toBe(1);
});

test('about as many features are kept as are stated', () => {
  const features = Int32Array.from(numbers(0, 100_000));
  const kept = sampleFeatures(features, features.length, { table: new Int32Array(0) });
  expect(Math.abs(kept - maxFeatures)).toBeLessThan(5 * Math.sqrt(maxFeatures));
});
