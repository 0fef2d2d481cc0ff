import { describe, expect, it } from 'vitest';
import { chancesOf, logistic } from '../training/logistic.ts';
import { residualsOf, ridge } from '../training/ridge.ts';
import { chancesOfClasses, softmax } from '../training/softmax.ts';
import { joinLoneColumns } from './lone-columns.ts';
import { addTransposed, times } from './matrix.ts';
import { random } from './random.ts';
import type { Weighted } from './weighted.ts';

/** Rows of four common columns of ten, and three that no other row has, of 1,000 in all. */
const next = random(2);
const n = 120;
const items: number[] = [];
for (let i = 0; i < n; i++) {
  for (let j = 0; j < 10; j++) if (next() < 0.4) items.push(j);
  for (let k = 0; k < 3; k++) items.push(10 + 3 * i + k);
  items.push(-1);
}
const starts = new Int32Array(n + 1);
let row = 0;
let seen = 0;
for (const item of items) {
  if (item >= 0) seen++;
  else starts[++row] = seen;
}
const columns = Int32Array.from(items.filter((item) => item >= 0));
const x: Weighted = {
  starts,
  items: columns,
  values: Float32Array.from(columns, () => next() - 0.2),
  size: 1000,
};
const y = Int32Array.from({ length: n }, () => (next() < 0.5 ? 1 : 0));

/** Length of weights + X' pull, which is 0 at the optimum. */
function slope(weights: Float64Array, pull: Float64Array): number {
  const sum = weights.slice();
  addTransposed(x, pull, sum);
  return Math.hypot(...sum);
}

describe('lone columns', () => {
  const joined = joinLoneColumns(x);

  it('stand as one for each row, and columns without a row are gone', () => {
    expect(joined.x.size).toBe(10 + n);
    expect(Math.max(...joined.penalties.map((each) => Math.abs(each - 1)))).toBeLessThan(1e-6);
  });

  it('give each row the same score, to and fro', () => {
    const own = Float64Array.from({ length: joined.x.size }, () => next() - 0.5);
    const scores = times(joined.x, own);
    times(x, joined.spread(own)).forEach((score, i) => expect(score).toBeCloseTo(scores[i], 12));
    const whole = Float64Array.from({ length: x.size }, () => next() - 0.5);
    const other = times(x, whole);
    times(joined.x, joined.join(whole)).forEach((score, i) => expect(score).toBeCloseTo(other[i], 12));
  });

  it('leave the optimum over all columns where it was', () => {
    const one = logistic({ x, y }, { cost: 10, tolerance: 1e-11 });
    expect(
      slope(
        one.weights,
        chancesOf(one, x).map((p, i) => 10 * (p - y[i])),
      ),
    ).toBeLessThan(1e-8);
    const many = softmax({ x, y }, 2, { cost: 10, tolerance: 1e-11 });
    const p = chancesOfClasses(many, x);
    const pull = Float64Array.from(y, (k, i) => 10 * (p[2 * i + 1] - k));
    expect(slope(many.weights[1], pull)).toBeLessThan(1e-8);
    const line = ridge({ x, y });
    expect(
      slope(
        line.weights,
        residualsOf({ x, y }, line).map((left) => -left),
      ),
    ).toBeLessThan(1e-8);
  });

  it('begin where all columns began', () => {
    const one = logistic({ x, y }, { tolerance: 1e-10 });
    expect(logistic({ x, y }, { tolerance: 1e-9, start: one }).converged.rounds).toBe(0);
    const anchor = new Float64Array(x.size);
    const other = logistic({ x, y }, { tolerance: 1e-10, anchor });
    other.weights.forEach((weight, j) => expect(weight).toBeCloseTo(one.weights[j], 8));
  });

  it('bear values at the end of what there is', () => {
    const huge = { ...x, values: Float32Array.from(x.values, () => 3e38) };
    expect(joinLoneColumns(huge).x.values.every(Number.isFinite)).toBe(true);
  });
});
