import { expect, test } from 'vitest';
import { likeness, permutation, sign, signWords, signatureWords, slots } from './minhash.ts';
import { random } from './random.ts';

function signatureOf(values: readonly number[], seed = 1): Uint8Array {
  const into = new Uint8Array(slots);
  sign(Int32Array.from(values), values.length, permutation(seed), into, 0);
  return into;
}

function estimate(a: readonly number[], b: readonly number[], seed = 1): number {
  const both = new Uint8Array(2 * slots);
  both.set(signatureOf(a, seed));
  both.set(signatureOf(b, seed), slots);
  return likeness(new Int32Array(both.buffer), 0, signatureWords);
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

test.each([3, 9, 20, 60, 200, 3000])(
  'sets of %i are estimated without bias, and as exactly as by a permutation for each slot',
  (size) => {
    const trials = 1500;
    const shared = Math.round((size * 2) / 3);
    const all = numbers(0, 40 * size);
    const estimates = Array.from({ length: trials }, (_, i) => {
      const from = (i * 7 * size) % (38 * size);
      const part = (start: number) => all.slice(from + start, from + start + size);
      return estimate(part(0), part(size - shared), i + 1);
    });
    const mean = estimates.reduce((a, b) => a + b, 0) / trials;
    const jaccard = shared / (2 * size - shared);
    const deviation = Math.sqrt(estimates.reduce((sum, e) => sum + (e - jaccard) ** 2, 0) / trials);
    expect(Math.abs(mean - jaccard)).toBeLessThan(0.012);
    expect(deviation).toBeLessThan(1.2 * Math.sqrt((jaccard * (1 - jaccard)) / slots));
  },
);

test('order and repetition do not matter', () => {
  const set = numbers(0, 50);
  expect(estimate(set, [...set, ...set].reverse())).toBe(1);
});

test('words are signed with their pairs', () => {
  const words = Int32Array.from(numbers(0, 40));
  for (const [start, end] of [
    [0, 40],
    [7, 8],
    [9, 31],
    [5, 5],
  ]) {
    const features: number[] = [];
    for (let i = start; i < end; i++) {
      features.push(words[i]);
      const pair = (Math.imul(words[i - 1], 0x2c1b3c6d) + words[i]) | 0;
      if (i > start) features.push(pair ^ (pair >>> 15));
    }
    const into = new Uint8Array(slots);
    signWords(words, start, end, permutation(1), into, 0);
    expect(into).toEqual(signatureOf(features));
  }
});

test('no features are signed with zeros, one feature with itself', () => {
  expect([...signatureOf([])]).toEqual(Array.from({ length: slots }, () => 0));
  expect(new Set(signatureOf([7])).size).toBe(1);
});
