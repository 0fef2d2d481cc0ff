import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoodRoot } from './likelihood-root.ts';

const root = (observed: number, chances: readonly number[]) =>
  likelihoodRoot(
    observed,
    Float64Array.from(chances),
    Int32Array.from(chances.keys()),
    0,
    chances.length,
    1,
    0,
  );

describe('the root of the likelihood ratio', () => {
  it('is that of the binomial where all chances are the same', () => {
    const [n, p, o] = [20, 0.3, 12];
    const deviance = 2 * (o * Math.log(o / (n * p)) + (n - o) * Math.log((n - o) / (n * (1 - p))));
    expect(
      root(
        o,
        Array.from({ length: n }, () => p),
      ),
    ).toBeCloseTo(Math.sqrt(deviance), 5);
  });

  it('has an end where every row has the outcome, or none', () => {
    const chances = [0.5, 0.2, 0.9];
    expect(root(3, chances)).toBeCloseTo(Math.sqrt(-2 * Math.log(0.5 * 0.2 * 0.9)), 9);
    expect(root(0, chances)).toBeCloseTo(-Math.sqrt(-2 * Math.log(0.5 * 0.8 * 0.1)), 9);
    expect(Number.isFinite(root(3, [0, 0.5, 1]))).toBe(true);
  });

  it('rises with what is observed and has its sign', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 30 }),
        (chances) => {
          const roots = Array.from({ length: chances.length + 1 }, (_, o) => root(o, chances));
          const mean = chances.reduce((sum, p) => sum + p, 0);
          roots.forEach((each, o) => {
            expect(Number.isFinite(each)).toBe(true);
            if (o > 0) expect(each).toBeGreaterThan(roots[o - 1] - 1e-3);
            if (Math.abs(o - mean) > 1e-3) expect(Math.sign(each)).toBe(Math.sign(o - mean));
          });
        },
      ),
    );
  });

  it('does not run away where chances are small', () => {
    // One in ten thousand, five times: a chance of about 5e-4, not fourteen standard deviations.
    expect(
      root(
        1,
        Array.from({ length: 5 }, () => 1e-4),
      ),
    ).toBeLessThan(4.2);
  });
});
