import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import type { Dense } from '../../math/matrix.ts';
import { random } from '../../math/random.ts';
import { featureProducts, type Product } from './feature-products.ts';
import { projected } from './sparse-projection.ts';

const of = (...rows: number[][]): Dense => ({
  rows: rows.length,
  size: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

function drawn(rows: number, size: number, seed: number): Dense {
  const next = random(seed);
  return { rows, size, values: Float32Array.from({ length: rows * size }, () => next() - 0.5) };
}

describe('products of features', () => {
  const rows = of([1, 0], [0, 2], [3, 4], [0, 0]);

  it('are dot products and cosines, in the mean over behaviours', () => {
    const asked = of([2, 0], [0, 4]);
    expect([...featureProducts(rows, asked, { product: 'dot' })]).toEqual([1, 4, 11, 0]);
    const cosines = featureProducts(rows, asked);
    [0.5, 0.5, 0.7, 0].forEach((cosine, i) => expect(cosines[i]).toBeCloseTo(cosine, 12));
  });

  it('whitened, do not see what all rows have much of', () => {
    const many = drawn(300, 3, 1);
    // Column 0 is large everywhere; row 7 and the behaviour have column 1.
    const values = Float64Array.from(many.values, (v, p) => (p % 3 === 0 ? 5 + v : 0.1 * v));
    values[7 * 3 + 1] = 1;
    const x = { rows: 300, size: 3, values };
    const asked = of([6, 1, 0]);
    const best = (product: Product) => {
      const scores = featureProducts(x, asked, { product, ridge: 1e-4 });
      return scores.indexOf(Math.max(...scores));
    };
    expect(best('whitened')).toBe(7);
    expect(best('dot')).not.toBe(7);
  });

  it('bear features of nothing', () => {
    const zero = of([0, 0], [0, 0]);
    for (const product of ['dot', 'cosine', 'whitened'] as Product[])
      expect([...featureProducts(zero, of([1, 1]), { product })]).toEqual([0, 0]);
    expect([...featureProducts(rows, of([0, 0]))]).toEqual([0, 0, 0, 0]);
  });

  it('refuse what cannot be compared', () => {
    expect(() => featureProducts(rows, of([1, 2, 3]))).toThrow(UsageError);
    expect(() => featureProducts(rows, { rows: 0, size: 2, values: new Float64Array(0) })).toThrow(
      UsageError,
    );
    expect(() => featureProducts(of([NaN, 1]), of([1, 1]))).toThrow(UsageError);
    expect(() => featureProducts(rows, of([Infinity, 1]))).toThrow(UsageError);
    expect(() => featureProducts(rows, rows, { product: 'whitened', ridge: 0 })).toThrow(UsageError);
    expect(() => featureProducts(drawn(1, 4096, 1), drawn(1, 4096, 2), { product: 'whitened' })).toThrow(
      UsageError,
    );
  });
});

describe('a sparse projection', () => {
  const x = drawn(40, 10_000, 3);

  it('keeps inner products in the mean', () => {
    const exact = featureProducts(x, x, { product: 'dot' });
    const sums = new Float64Array(40);
    const seeds = 20;
    for (let seed = 1; seed <= seeds; seed++) {
      const small = projected(x, { size: 256, seed });
      featureProducts(small, small, { product: 'dot' }).forEach((v, i) => (sums[i] += v / seeds));
    }
    // A row's square of about 833 among 40, each product off by 833 * sqrt(2 / 256) at most.
    exact.forEach((v, i) =>
      expect(Math.abs(sums[i] - v)).toBeLessThan((4 * 833 * Math.sqrt(2 / 256)) / Math.sqrt(seeds * 40)),
    );
  });

  it('is that of the seed, and linear', () => {
    const one = projected(x, { size: 64, seed: 5 });
    expect(projected(x, { size: 64, seed: 5 })).toEqual(one);
    expect(projected(x, { size: 64, seed: 6 })).not.toEqual(one);
    const apart = projected({ ...x, rows: 1, values: x.values.slice(10_000, 20_000) }, { size: 64, seed: 5 });
    expect(apart.values).toEqual(one.values.slice(64, 128));
  });

  it('refuses sizes that its places do not part', () => {
    for (const size of [0, 2, 6, 4.5, NaN, -4])
      expect(() => projected(x, { size, seed: 1 })).toThrow(UsageError);
  });
});
