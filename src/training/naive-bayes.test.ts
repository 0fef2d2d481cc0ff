import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { presence } from '../math/matrix.ts';
import type { Weighted } from '../math/weighted.ts';
import { classesBy, scoresOf } from './learned.ts';
import { naiveBayes } from './naive-bayes.ts';

describe('naive Bayes', () => {
  const x: Weighted = presence({
    starts: Int32Array.of(0, 2, 3, 4),
    items: Int32Array.of(0, 1, 0, 1),
    values: new Float32Array(4),
    size: 2,
  });
  const y = [0, 0, 1];

  it('counts by hand: multinomial', () => {
    const { weights, bias } = naiveBayes({ x, y }, 2, { smoothing: 0.5, prior: true });
    expect(weights[0][0]).toBeCloseTo(Math.log(2.5 / 4), 12);
    expect(weights[1][0]).toBeCloseTo(Math.log(0.5 / 2), 12);
    expect(bias[0]).toBeCloseTo(Math.log(2 / 3), 12);
  });

  it('counts by hand: Bernoulli without a prior', () => {
    const model = naiveBayes({ x, y }, 2, { events: 'bernoulli', smoothing: 0.5, prior: false });
    // Row 1 has column 0 and not column 1: of class 0 two of two rows have the one, one of two the other.
    const scores = scoresOf(model, x);
    expect(scores[2]).toBeCloseTo(Math.log((2.5 / 3) * (1.5 / 3)), 12);
    expect(scores[3]).toBeCloseTo(Math.log((0.5 / 2) * (0.5 / 2)), 12);
  });

  it('refuses what cannot be counted, and bears one class', () => {
    const other = { ...x, values: Float32Array.of(1, -1, 1, 2) };
    expect(() => naiveBayes({ x: other, y }, 2)).toThrow(UsageError);
    const twice = { ...x, values: Float32Array.of(1, 1, 1, 2) };
    expect(() => naiveBayes({ x: twice, y }, 2, { events: 'bernoulli' })).toThrow(UsageError);
    expect(() => naiveBayes({ x, y: [0, 0, 2] }, 2)).toThrow(UsageError);
    expect([...classesBy(scoresOf(naiveBayes({ x, y: [1, 1, 1] }, 2), x), 2)]).toEqual([1, 1, 1]);
  });
});
