import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { takeRows, type Dense } from '../../math/matrix.ts';
import { random } from '../../math/random.ts';
import { featureProducts } from './feature-products.ts';
import { products, type Product } from './products.ts';
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

  it('are dot products and cosines about the mean, in the mean over behaviours', () => {
    const asked = of([2, 0], [0, 4]);
    expect([...featureProducts(rows, { product: 'dot' })(asked).scores]).toEqual([1, 4, 11, 0]);
    // About a mean of 0 these are plain cosines.
    const even = of([1, 0], [0, 2], [3, 4], [-4, -6], [0, 0]);
    const cosines = featureProducts(even, { product: 'cosine' })(asked).scores;
    [0.5, 0.5, 0.7, -5 / Math.sqrt(52), 0].forEach((cosine, i) => expect(cosines[i]).toBeCloseTo(cosine, 12));
    const shift = (x: Dense): Dense => ({ ...x, values: x.values.map((value) => value + 9) });
    const moved = featureProducts(shift(even), { product: 'cosine' })(shift(asked)).scores;
    moved.forEach((cosine, i) => expect(cosine).toBeCloseTo(cosines[i], 10));
  });

  it('hold each behaviour against the others', () => {
    const asked = of([2, 0], [0, 4], [1, 1]);
    const { own } = featureProducts(rows, { product: 'dot' })(asked);
    [1, 2, 3].forEach((product, t) => expect(own[t]).toBeCloseTo(product, 12));
    expect(featureProducts(rows)(of([1, 2])).own).toEqual([]);
    // As a row is held against them.
    for (const product of products) {
      const x = drawn(60, 5, 9);
      const all = featureProducts(x, { product });
      const others = all(takeRows(x, [3, 4, 5])).scores;
      expect(all(takeRows(x, [7, 3, 4, 5])).own[0]).toBeCloseTo(others[7], 10);
    }
  });

  it('whitened, do not see what all rows have much of', () => {
    const many = drawn(300, 3, 1);
    // Column 0 is large everywhere; row 7 and the behaviour have column 1.
    const values = Float64Array.from(many.values, (v, p) => (p % 3 === 0 ? 5 + v : 0.1 * v));
    values[7 * 3 + 1] = 1;
    const x = { rows: 300, size: 3, values };
    const best = (product: Product) => {
      const { scores } = featureProducts(x, { product })(of([6, 1, 0]));
      return scores.indexOf(Math.max(...scores));
    };
    expect(best('whitened')).toBe(7);
    expect(best('dot')).not.toBe(7);
  });

  it('of very many features are those of a projection', () => {
    const wide = drawn(50, 3000, 2);
    const { scores } = featureProducts(wide, { seed: 1 })(takeRows(wide, [7]));
    expect(scores.indexOf(Math.max(...scores))).toBe(7);
  });

  it('bear features of nothing', () => {
    const zero = of([0, 0], [0, 0]);
    for (const product of products) {
      expect([...featureProducts(zero, { product })(of([1, 1])).scores]).toEqual([0, 0]);
      expect(featureProducts(zero, { product })(zero).own).toEqual([0, 0]);
    }
    expect([...featureProducts(rows)(of([0, 0])).scores]).toEqual([0, 0, 0, 0]);
  });

  it('refuse what cannot be compared', () => {
    const asking = (x: Dense, asked: Dense) => () => featureProducts(x)(asked);
    expect(asking(rows, of([1, 2, 3]))).toThrow(UsageError);
    expect(asking(rows, { rows: 0, size: 2, values: new Float64Array(0) })).toThrow(UsageError);
    expect(asking(of([NaN, 1]), of([1, 1]))).toThrow(UsageError);
    expect(asking(rows, of([Infinity, 1]))).toThrow(UsageError);
    expect(asking(of([1e200, 1]), of([1, 1]))).toThrow(UsageError);
  });
});

describe('a sparse projection', () => {
  const x = drawn(40, 10_000, 3);

  it('keeps inner products in the mean', () => {
    const exact = featureProducts(x, { product: 'dot' })(x).scores;
    const sums = new Float64Array(40);
    const seeds = 20;
    for (let seed = 1; seed <= seeds; seed++) {
      const small = projected(x, { size: 256, seed });
      featureProducts(small, { product: 'dot' })(small).scores.forEach((v, i) => (sums[i] += v / seeds));
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
