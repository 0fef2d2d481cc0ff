import { describe, expect, it } from 'vitest';
import { crossFitSvm } from './linear-svm.ts';
import { random } from './random.ts';
import type { Weighted } from './weighted.ts';

/** Rows of three columns each: two of ten that speak for their class of four, or in 1 of 20 for another, and one of none. */
function made(n: number, seed: number) {
  const next = random(seed);
  const items: number[] = [];
  const label = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const k = Math.floor(next() * 4);
    for (const part of [0, 1])
      items.push(20 * (next() < 0.05 ? Math.floor(next() * 4) : k) + 10 * part + Math.floor(next() * 10));
    items.push(80 + Math.floor(next() * 24));
    label[i] = k;
  }
  const x: Weighted = {
    starts: Int32Array.from({ length: n + 1 }, (_, i) => 3 * i),
    items: Int32Array.from(items),
    values: new Float32Array(3 * n).fill(Math.sqrt(1 / 3)),
    size: 104,
  };
  return { x, label };
}

function fitted({ x, label }: ReturnType<typeof made>) {
  const n = label.length;
  const fold = Uint8Array.from(label, (_, i) => i % 5);
  return crossFitSvm(x, label, 4, fold, 5, new Float64Array(n).fill(1), 1);
}

describe('linear machines', () => {
  it('score rows that they did not see', () => {
    const data = made(1000, 1);
    const { scores } = fitted(data);
    const right = [...data.label].filter((y, i) => {
      const own = scores.subarray(4 * i, 4 * i + 4);
      return own[y] === Math.max(...own);
    });
    expect(right.length).toBeGreaterThan(930);
    expect(right.length).toBeLessThan(1000);
  });

  it('give a row weight by its cost', () => {
    const { x, label } = made(200, 2);
    const fold = Uint8Array.from(label, (_, i) => i % 2);
    const cost = Float64Array.from(label, (_, i) => (i < 100 ? 0 : 1));
    const other = label.map((y, i) => (i < 100 ? 3 - y : y));
    const a = crossFitSvm(x, label, 4, fold, 2, cost, 1).scores;
    const b = crossFitSvm(x, other, 4, fold, 2, cost, 1).scores;
    expect(a).toEqual(b);
  });
});
