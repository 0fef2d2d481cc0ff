import { describe, expect, it } from 'vitest';
import { alongLeading, meanGradient, squaredDistances, type Pulls } from './pulls.ts';
import { random } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

function made(n: number, size: number, outputs: number, seed: number): Pulls {
  const next = random(seed);
  const x = { rows: n + 3, size, values: Float64Array.from({ length: (n + 3) * size }, () => next() - 0.3) };
  const rows = Int32Array.from({ length: n }, (_, at) => at + 2);
  return {
    x,
    rows,
    outputs,
    pull: Float64Array.from({ length: n * outputs }, () => (next() < 0.3 ? 0 : next() - 0.5)),
  };
}

/** The gradients, written out, less their mean. */
function written({ x, rows, outputs, pull }: Pulls): number[][] {
  const all = Array.from(rows, (row, at) =>
    Array.from({ length: outputs * x.size }, (_, j) => {
      const k = Math.floor(j / x.size);
      return pull[at * outputs + k] * (x.values[row * x.size + (j % x.size)] ?? 0);
    }),
  );
  const mean = all[0].map((_, j) => all.reduce((sum, g) => sum + g[j], 0) / all.length);
  return all.map((g) => g.map((each, j) => each - mean[j]));
}

describe.each([
  ['more rows than columns', 40, 5, 1],
  ['more columns than rows', 9, 30, 1],
  ['several outputs', 25, 6, 3],
])('gradients that are never written out: %s', (_, n, size, outputs) => {
  const pulls = made(n, size, outputs, 4);
  const centred = written(pulls);
  it('have the lengths of those that are', () => {
    squaredDistances(pulls).forEach((square, at) =>
      expect(square).toBeCloseTo(
        centred[at].reduce((sum, g) => sum + g * g, 0),
        10,
      ),
    );
    expect(meanGradient(pulls)).toHaveLength(outputs * size);
  });
  it('go as far along the top directions', () => {
    const d = outputs * size;
    const moment = new Float64Array(d * d);
    for (const g of centred)
      for (let j = 0; j < d; j++) for (let l = 0; l < d; l++) moment[j * d + l] += g[j] * g[l];
    const { values, vectors } = symmetricEigen(moment, d);
    const found = alongLeading(pulls, 2, { tolerance: 1e-10 });
    for (let k = 0; k < 2; k++) expect(found.values[k]).toBeCloseTo(values[k], 8);
    centred.forEach((g, at) => {
      const part = [0, 1].reduce(
        (sum, k) =>
          sum + (values[k] / values[0]) * g.reduce((own, each, j) => own + each * vectors[k * d + j], 0) ** 2,
        0,
      );
      expect(found.squares[at]).toBeCloseTo(part, 8);
    });
  });
});

it('gives no row a score where no row pulls', () => {
  const pulls = { ...made(10, 4, 1, 1), pull: new Float64Array(10) };
  expect([...alongLeading(pulls, 2).squares]).toEqual(Array.from({ length: 10 }, () => 0));
  expect([...squaredDistances(pulls)]).toEqual(Array.from({ length: 10 }, () => 0));
});
