import { expect, it } from 'vitest';
import { lossCurves, meanCurve } from './loss-curves.ts';
import { keepHistories } from './row-histories.ts';

/** 100 rows, row i with a loss of i at each of `times` steps, but for the last ten, which are seen twice. */
function histories(times: number) {
  const keeper = keepHistories();
  for (let time = 0; time < times; time++)
    for (let row = 0; row < (time < 2 ? 100 : 90); row++)
      keeper.add({ step: 10 * time, row: String(row), loss: row });
  return keeper.now();
}

it('a quarter of all rows lies below the band, and a quarter above', () => {
  const { steps, low, middle, high } = lossCurves(histories(3));
  expect(steps).toEqual([0, 10, 20]);
  expect([low[0], middle[0], high[0]]).toEqual([24, 49, 74]);
  expect(high[2]).toBe(66);
});

it('a mean is of the rows that were seen, and none where none was', () => {
  const h = histories(3);
  expect(meanCurve(h, [0, 10, 95], 3)).toEqual([35, 35, 5]);
  expect(meanCurve(h, [95], 3)).toEqual([95, 95, null]);
});

it('ends where most rows were not seen, and draws no row at all', () => {
  const keeper = keepHistories();
  for (let row = 0; row < 100; row++) keeper.add({ step: 0, row: String(row), loss: 1 });
  keeper.add({ step: 1, row: '0', loss: 1 });
  expect(lossCurves(keeper.now()).steps).toEqual([0]);
  expect(lossCurves(keepHistories().now())).toEqual({ steps: [], low: [], middle: [], high: [] });
  // Rows whose losses are no numbers have no curve.
  keeper.add({ step: 2, row: 'new', loss: NaN });
  expect(meanCurve(keeper.now(), [100], 1)).toEqual([null]);
});
