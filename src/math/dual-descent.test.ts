import { describe, expect, it } from 'vitest';
import { descendPlainly } from './descend-plainly.ts';
import { dualDescent, type Problem } from './dual-descent.ts';
import { isSparse, rowCount, squaredLengths, type Dense, type Matrix } from './matrix.ts';
import { random } from './random.ts';
import type { Weighted } from './weighted.ts';

function sparse(n: number, size: number, seed: number): Weighted {
  const next = random(seed);
  const starts = new Int32Array(n + 1);
  const items: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < size; j++) if (next() < 0.2) items.push(j);
    starts[i + 1] = items.length;
  }
  return {
    starts,
    items: Int32Array.from(items),
    values: Float32Array.from(items, () => next() - 0.3),
    size,
  };
}

function dense(x: Weighted): Dense {
  const rows = rowCount(x);
  const values = new Float64Array(rows * x.size);
  for (let i = 0; i < rows; i++)
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) values[i * x.size + x.items[p]] = x.values[p];
  return { rows, size: x.size, values };
}

const problemOf = (x: Matrix, seed: number): Problem => {
  const next = random(seed);
  const n = rowCount(x);
  return {
    x,
    squares: squaredLengths(x),
    rows: Int32Array.from({ length: n }, (_, i) => i).filter((i) => i % 7 !== 3),
    cost: Float64Array.from({ length: n }, () => 0.1 + 5 * next()),
  };
};
const signs = (n: number, seed: number) => {
  const next = random(seed);
  return Int8Array.from({ length: n }, () => (next() < 0.5 ? 1 : -1));
};

describe.each(['hinge', 'squared-hinge'] as const)('dual descent for %s', (margin) => {
  const descent = { margin, tolerance: 1e-3, maxRounds: 500, seed: 5 };

  it('comes to the same numbers in WebAssembly and without, to the last bit', () => {
    for (const seed of [1, 2, 3]) {
      const problem = problemOf(sparse(200, 30, seed), seed);
      const sign = signs(problem.rows.length, seed);
      const quick = dualDescent(problem)(sign, descent);
      const weights = new Float64Array(30);
      const alpha = new Float64Array(problem.rows.length);
      const plain = descendPlainly(problem, sign, alpha, weights, 0, descent);
      expect(quick).toEqual({ ...plain, weights, alpha });
      expect(quick.reached).toBe(true);
    }
  });

  it('comes to the same over dense rows', () => {
    const x = sparse(100, 20, 9);
    const sign = signs(problemOf(x, 9).rows.length, 9);
    const a = dualDescent(problemOf(x, 9))(sign, descent);
    const b = dualDescent(problemOf(dense(x), 9))(sign, descent);
    b.weights.forEach((weight, j) => expect(weight).toBeCloseTo(a.weights[j], 2));
  });

  it('keeps problems apart that learn in turns', () => {
    const [a, b] = [problemOf(sparse(150, 30, 1), 1), problemOf(sparse(90, 60, 2), 2)];
    const [learnA, learnB] = [dualDescent(a), dualDescent(b)];
    const sign = signs(a.rows.length, 3);
    const first = learnA(sign, descent);
    learnB(signs(b.rows.length, 4), descent);
    expect(learnA(sign, descent)).toEqual(first);
  });

  it('begins with multipliers that are given, and is then at rest', () => {
    const problem = problemOf(sparse(150, 30, 1), 1);
    const sign = signs(problem.rows.length, 3);
    const exact = { ...descent, tolerance: 1e-8, maxRounds: 20_000 };
    const first = dualDescent(problem)(sign, exact);
    const again = dualDescent(problem)(sign, { ...exact, tolerance: 1e-7, alpha: first.alpha });
    expect(first.reached).toBe(true);
    expect(again.rounds).toBe(1);
    again.weights.forEach((weight, j) => expect(weight).toBeCloseTo(first.weights[j], 6));
  });
});

it('a matrix says whether it is sparse', () => {
  expect(isSparse(sparse(2, 3, 1))).toBe(true);
  expect(isSparse(dense(sparse(2, 3, 1)))).toBe(false);
});
