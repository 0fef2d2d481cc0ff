import { describe, expect, it } from 'vitest';
import { chiSquaredBelow, chiSquaredQuantile } from './chi-squared.ts';
import type { Dense } from './matrix.ts';
import { minimumCovariance } from './minimum-covariance.ts';
import { projectRows } from './project-rows.ts';
import { random } from './random.ts';
import { robustMean } from './robust-mean.ts';

/** Normal rows around 0, column j varying as 1 + j; the first `far` around `shift` of that. */
function made(n: number, d: number, far: number, shift: number, seed: number): Dense {
  const next = random(seed);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const values = Float64Array.from(
    { length: n * d },
    (_, p) => (1 + (p % d)) * (gauss() + (p < far * d ? shift : 0)),
  );
  return { rows: n, size: d, values };
}
const off = (mean: Float64Array) => Math.sqrt(mean.reduce((sum, each, j) => sum + (each / (1 + j)) ** 2, 0));

it('chi-squared has the quantiles of the tables', () => {
  for (const [p, d, value] of [
    [0.5, 1, 0.454936],
    [0.975, 10, 20.483177],
    [0.99, 3, 11.344867],
    [0.025, 30, 16.790772],
  ])
    expect(chiSquaredQuantile(p, d)).toBeCloseTo(value, 5);
  for (const d of [1, 7, 64, 500]) expect(chiSquaredBelow(chiSquaredQuantile(0.3, d), d)).toBeCloseTo(0.3, 9);
});

describe('the minimum covariance determinant', () => {
  it('is not moved by far rows, and gives them long distances', async () => {
    const x = made(400, 4, 60, 8, 1);
    const { mean, distances, covariance } = await minimumCovariance(x, { seed: 1 });
    expect(off(mean)).toBeLessThan(0.3);
    expect(Math.min(...distances.subarray(0, 60))).toBeGreaterThan(chiSquaredQuantile(0.999, 4));
    for (let j = 0; j < 4; j++) expect(covariance[j * 5] / (1 + j) ** 2).toBeCloseTo(1, 0);
    expect(await minimumCovariance(x, { seed: 1 })).toEqual(await minimumCovariance(x, { seed: 1 }));
  });

  it('bears columns that do not vary, and rows that are all the same', async () => {
    const x = made(200, 3, 0, 0, 2);
    for (let i = 0; i < 200; i++) x.values[3 * i + 1] = 5;
    expect([...(await minimumCovariance(x)).distances].every(Number.isFinite)).toBe(true);
    const same = { rows: 50, size: 2, values: new Float64Array(100).fill(3) };
    expect([...(await minimumCovariance(same)).distances].every(Number.isFinite)).toBe(true);
  });
});

describe('the robust mean', () => {
  it('takes weight from far rows, and none from ordinary ones', async () => {
    const { mean, weights } = await robustMean(made(1000, 5, 50, 6, 3), { part: 0.05 });
    expect(off(mean)).toBeLessThan(0.2);
    expect(weights.subarray(0, 50).reduce((a, b) => a + b, 0)).toBeLessThan(5);
    expect(weights.subarray(50).reduce((a, b) => a + b, 0)).toBeGreaterThan(940);
  });

  it('leaves normal rows alone', async () => {
    const { weights, settled } = await robustMean(made(1000, 5, 0, 0, 4), { part: 0.05 });
    expect([settled, weights.reduce((a, b) => a + b, 0)]).toEqual([true, 1000]);
  });
});

it('projection keeps lengths in the mean', () => {
  const x = made(200, 50, 0, 0, 5);
  const y = projectRows(x, 64, 1);
  const length = (z: Dense) =>
    Array.from(z.values).reduce((sum: number, each: number) => sum + each * each, 0);
  expect(length(y) / length(x)).toBeCloseTo(1, 0);
  expect(Math.abs(length(y) / length(x) - 1)).toBeLessThan(0.25);
});
