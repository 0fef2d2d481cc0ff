import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import { takeRows, type Dense } from '../../math/matrix.ts';
import { random } from '../../math/random.ts';
import type { Weighted } from '../../math/weighted.ts';
import { chancesAt, fitted, residuals, solver } from './fitted.ts';
import { corrected, influence } from './influence.ts';
import { isolatedInfluence } from './isolated.ts';
import { leverages, roughLeverages } from './leverage.ts';
import { slopesOf, valuesOf, type Measure } from './measured.ts';
import { removing, retrained, without } from './removing.ts';

/** Sparse rows of eight common columns, and one that only the row itself has. */
function sparse(n: number, seed: number): Weighted {
  const next = random(seed);
  const starts = new Int32Array(n + 1);
  const items: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < 8; j++) if (next() < 0.5) items.push(j);
    items.push(8 + i);
    starts[i + 1] = items.length;
  }
  const values = Float32Array.from(items, () => next() - 0.3);
  return { starts, items: Int32Array.from(items), values, size: 8 + n };
}

function dense(n: number, seed: number): Dense {
  const next = random(seed);
  return { rows: n, size: 4, values: Float64Array.from({ length: 4 * n }, () => next() - 0.5) };
}

function labels(n: number, classes: number, seed: number): Int32Array {
  const next = random(seed);
  return Int32Array.from({ length: n }, (_, i) => (i < classes ? i : Math.floor(next() * classes)));
}

const n = 60;
const cases = [
  ['two classes, sparse', sparse(n, 1), 2],
  ['two classes, dense', dense(n, 2), 2],
  ['three classes, sparse', sparse(n, 3), 3],
  ['three classes, dense', dense(n, 4), 3],
] as const;
const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe.each(cases)('%s', (_, x, classes) => {
  const y = labels(n, classes, 5);
  const model = fitted({ x, y, classes }, { cost: 2, tolerance: 1e-12 });
  const behaviours = { x: takeRows(x, [3, 7, 11]), y: [y[3], (y[7] + 1) % classes, y[11]] };

  it('slopes of measures are those of finite differences', () => {
    for (const measure of ['loss', 'margin', 'chance'] as Measure[]) {
      const slopes = slopesOf(model, model.at, behaviours, measure);
      const outputs = model.outputs;
      const step = 1e-5;
      for (let k = 0; k < outputs; k++) {
        const moved = (by: number) => {
          const at = model.at.slice();
          at[at.length - outputs + k] += by;
          return valuesOf(model, at, behaviours, measure);
        };
        const up = moved(step);
        const down = moved(-step);
        up.forEach((value, t) =>
          expect(slopes[t * outputs + k]).toBeCloseTo((value - down[t]) / (2 * step), 6),
        );
      }
    }
  });

  it('influence is the derivative of learning with a row of less weight', () => {
    const { changes, residual } = influence(model, behaviours, 'loss');
    expect(residual).toBeLessThan(1e-7);
    const little = 1e-4;
    for (const row of [0, 3, 20, 41]) {
      const by = (weight: number) => {
        const weights = new Float64Array(n).fill(1);
        weights[row] = weight;
        const other = fitted({ x, y, classes, weights }, { cost: 2, tolerance: 1e-12 });
        return mean(valuesOf(other, other.at, behaviours, 'loss'));
      };
      expect(changes[row]).toBeCloseTo((by(1 - little) - by(1 + little)) / (2 * little), 5);
    }
  });

  it('a Newton step without rows comes near learning anew, and two nearer', () => {
    for (const rows of [[5], [1, 2, 30, 31, 32]]) {
      const real = retrained(model, behaviours, rows, 'margin');
      const off = (steps: number) => {
        const { after } = removing(model, behaviours, rows, { measure: 'margin', steps });
        return Math.max(...after.map((value, t) => Math.abs(value - real.after[t])));
      };
      const moved = Math.max(...real.after.map((value, t) => Math.abs(value - real.before[t])));
      expect(moved).toBeGreaterThan(1e-3);
      expect(off(1)).toBeLessThan(0.35 * moved);
      expect(off(2)).toBeLessThan(0.03 * moved);
      expect(off(5)).toBeLessThan(1e-6);
    }
  });

  it('nothing changes where nothing is removed, and all is the same twice', () => {
    const none = removing(model, behaviours, []);
    expect(none.after).toEqual(none.before);
    expect(influence(model, behaviours)).toEqual(influence(model, behaviours));
    expect(isolatedInfluence(model, behaviours)).toEqual(isolatedInfluence(model, behaviours));
  });

  it('refuses rows that are not there and behaviours of other features or labels', () => {
    for (const rows of [[n], [-1], [0.5], [NaN]])
      expect(() => removing(model, behaviours, rows)).toThrow(UsageError);
    const other: Dense = { rows: 1, size: 1, values: Float64Array.of(1) };
    expect(() => influence(model, { x: other, y: [0] })).toThrow(UsageError);
    expect(() => influence(model, { ...behaviours, y: [0, 0, classes] })).toThrow(UsageError);
    expect(() => influence(model, { ...behaviours, y: [0, 0, NaN] })).toThrow(UsageError);
    expect(() => influence(model, { ...behaviours, y: [0] })).toThrow(UsageError);
    expect(() => influence(model, { x: takeRows(x, []), y: [] })).toThrow(UsageError);
    const bad = { ...behaviours.x, values: behaviours.x.values.map(() => NaN) } as Dense;
    expect(() => influence(model, { x: bad, y: behaviours.y })).toThrow(UsageError);
    expect(() =>
      removing(
        model,
        behaviours,
        [...y.keys()].filter((i) => y[i] !== 0),
      ),
    ).toThrow(UsageError);
    expect(() => retrained(model, behaviours, y.keys())).toThrow(UsageError);
  });
});

describe('leverage', () => {
  const x = sparse(n, 1);
  const y = labels(n, 2, 5);
  const model = fitted({ x, y, classes: 2 }, { cost: 5, tolerance: 1e-12 });

  it('makes first-order changes those of a Newton step without the row', () => {
    const behaviours = { x: takeRows(x, [7]), y: [y[7]] };
    const { changes } = influence(model, behaviours, 'margin');
    const rows = [0, 7, 20];
    leverages(model, rows).forEach((leverage, at) => {
      const { before, after } = removing(model, behaviours, [rows[at]], { measure: 'margin' });
      expect(leverage).toBeGreaterThan(0);
      expect(leverage).toBeLessThan(1);
      expect(changes[rows[at]] / (1 - leverage)).toBeCloseTo(after[0] - before[0], 5);
    });
    const all = corrected(model, changes, { exact: n, probes: 4 });
    const { before, after } = removing(model, behaviours, [20], { measure: 'margin' });
    expect(all[20]).toBeCloseTo(after[0] - before[0], 4);
  });

  it('is known roughly from random probes', () => {
    const exact = leverages(model, [...Array(n).keys()]);
    const rough = roughLeverages(model, 600, 3);
    exact.forEach((leverage, i) => expect(Math.abs(rough[i] / leverage - 1)).toBeLessThan(0.25));
    expect(roughLeverages(model, 3, 1)).toEqual(roughLeverages(model, 3, 1));
    expect(roughLeverages(model, 0, 1)).toEqual(new Float64Array(n));
  });

  it('is not there for more classes', () => {
    const many = fitted({ x, y: labels(n, 3, 1), classes: 3 });
    expect(() => leverages(many, [0])).toThrow('no single leverage');
  });
});

describe('systems of the second derivative', () => {
  it('are those of the gradient of the loss', () => {
    const x = sparse(20, 8);
    const y = labels(20, 3, 2);
    const model = fitted({ x, y, classes: 3 }, { tolerance: 1e-12 });
    expect(without(model, new Set())).toEqual(model.at);
    const p = chancesAt(model, model.at);
    expect(mean(residuals(model, p))).toBeCloseTo(0, 10);
    const b = new Float64Array(model.at.length).fill(0);
    b[0] = 1;
    expect(solver(model, p, model.price)(b).residual).toBeLessThan(1e-7);
  });
});

describe('isolated influence', () => {
  it('puts the rows that taught a feature first, whatever else they hold', () => {
    let right = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const base = dense(200, seed);
      const next = random(seed + 1);
      const values = new Float64Array(200 * 5);
      const y = new Int32Array(200);
      for (let i = 0; i < 200; i++) {
        for (let j = 0; j < 4; j++) values[5 * i + j] = base.values[4 * i + j];
        y[i] = i < 10 ? 1 : base.values[4 * i] + 0.2 * (next() - 0.5) > 0 ? 1 : 0;
        if (i < 10) {
          values[5 * i] = -0.4;
          values[5 * i + 4] = 1;
        }
      }
      const x: Dense = { rows: 200, size: 5, values };
      const model = fitted({ x, y, classes: 2 }, { cost: 10 });
      const asked: Dense = { rows: 1, size: 5, values: Float64Array.of(-0.4, 0, 0, 0, 1) };
      const { scores, features } = isolatedInfluence(model, { x: asked, y: [1] });
      expect(features.map(({ column }) => column)).toEqual([4]);
      const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 10);
      right += order.filter((i) => i < 10).length;
    }
    expect(right).toBeGreaterThanOrEqual(95);
  });

  it('names no feature where none speaks for the label, and none of it is NaN', () => {
    const x = sparse(40, 9);
    const y = labels(40, 2, 3);
    const model = fitted({ x, y, classes: 2 });
    const empty = { ...takeRows(x, []), starts: new Int32Array(2) };
    const { scores, features } = isolatedInfluence(model, { x: empty, y: [1] });
    expect(features).toEqual([]);
    expect(scores).toEqual(new Float64Array(40));
  });

  it('bears columns that are all the same, all zero, or huge', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => [0, 1, 1e6, i % 7][i % 4]);
    const x: Dense = { rows: 10, size: 4, values };
    const y = labels(10, 2, 3);
    const model = fitted({ x, y, classes: 2 });
    const { scores } = isolatedInfluence(model, { x: takeRows(x, [0, 1]), y: [1, 0] });
    expect(scores.every(Number.isFinite)).toBe(true);
    const { after } = removing(model, { x, y }, [4]);
    expect(after.every(Number.isFinite)).toBe(true);
  });

  it('takes no model of one class', () => {
    expect(() => fitted({ x: dense(5, 1), y: [1, 1, 1, 1, 1], classes: 2 })).toThrow(UsageError);
    expect(() => fitted({ x: dense(5, 1), y: [2, 2, 2, 2, 2], classes: 3 })).toThrow(UsageError);
  });
});
