import { describe, expect, it } from 'vitest';
import { innerProduct, norm } from './conjugate-gradients.ts';
import { leadingEigenvectors } from './lanczos.ts';
import { random } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** A random symmetric matrix, dense, with those eigenvalues (rotated by reflections). */
function withValues(values: readonly number[], seed: number): Float64Array {
  const n = values.length;
  const a = new Float64Array(n * n);
  values.forEach((value, i) => (a[i * n + i] = value));
  const next = random(seed);
  for (let turn = 0; turn < 3; turn++) {
    const v = Float64Array.from({ length: n }, () => next() - 0.5);
    const square = innerProduct(v, v);
    for (const byRow of [true, false])
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += v[j] * a[byRow ? j * n + i : i * n + j];
        for (let j = 0; j < n; j++) a[byRow ? j * n + i : i * n + j] -= (2 * sum * v[j]) / square;
      }
  }
  return a;
}

const product = (a: Float64Array, n: number) => (v: Float64Array, out: Float64Array) => {
  for (let i = 0; i < n; i++) out[i] = innerProduct(a.subarray(i * n, (i + 1) * n), v);
};

describe('all eigenvectors of a small matrix', () => {
  it('finds values in falling order and vectors that hold', () => {
    const values = [5, 3, 3, 0.5, 0, -2];
    const a = withValues(values, 1);
    const found = symmetricEigen(a, 6);
    found.values.forEach((value, k) => expect(value).toBeCloseTo(values[k], 10));
    for (let k = 0; k < 6; k++) {
      const v = found.vectors.slice(k * 6, k * 6 + 6);
      const out = new Float64Array(6);
      product(a, 6)(v, out);
      out.forEach((each, j) => expect(each).toBeCloseTo(found.values[k] * v[j], 10));
      expect(norm(v)).toBeCloseTo(1, 12);
    }
  });
  it('has nothing to do with nothing', () => {
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(Float64Array.of(7), 1).values]).toEqual([7]);
  });
});

describe('the largest eigenvectors by products', () => {
  const n = 150;
  const cases: Record<string, readonly number[]> = {
    'far apart': Array.from({ length: n }, (_, k) => 0.7 ** k),
    'close to each other': Array.from({ length: n }, (_, k) => 2 - k / n),
    'few of all': Array.from({ length: n }, (_, k) => (k < 3 ? 3 - k : 0)),
    'one twice, no others': Array.from({ length: n }, (_, k) => (k < 2 ? 4 : 0)),
    'very small': Array.from({ length: n }, (_, k) => 1e-40 / (k + 1)),
  };
  it.each(Object.entries(cases))('%s', (_, values) => {
    const a = withValues(values, 3);
    const found = leadingEigenvectors(product(a, n), n, 2, { tolerance: 1e-8, maxProducts: 3000 });
    expect(found.reached).toBe(true);
    for (let k = 0; k < 2; k++) {
      expect(Math.abs(found.values[k] / values[k] - 1)).toBeLessThan(1e-8);
      const out = new Float64Array(n);
      product(a, n)(found.vectors[k], out);
      for (let j = 0; j < n; j++) out[j] -= found.values[k] * found.vectors[k][j];
      expect(norm(out)).toBeLessThan(1e-6 * values[0]);
    }
    expect(Math.abs(innerProduct(found.vectors[0], found.vectors[1]))).toBeLessThan(1e-10);
  });
  it('bears a matrix of nothing, and more vectors asked for than there are', () => {
    expect([...leadingEigenvectors((_, out) => out.fill(0), 50, 2).values]).toEqual([0, 0]);
    const a = withValues([3, 1], 5);
    const found = leadingEigenvectors(product(a, 2), 2, 5);
    expect(found.values[0]).toBeCloseTo(3, 10);
    expect(found.values[1]).toBeCloseTo(1, 10);
    expect(found.vectors).toHaveLength(2);
  });
  it('says so when it did not come to rest', () => {
    const a = withValues(cases['close to each other'], 3);
    const found = leadingEigenvectors(product(a, n), n, 2, { tolerance: 1e-12, maxProducts: 5 });
    expect(found.reached).toBe(false);
    expect(found.products).toBe(5);
  });
});
