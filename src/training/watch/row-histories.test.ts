// What is kept of a log: sums, curves of bounded length, and what a hostile log does to them.
import { describe, expect, it } from 'vitest';
import { logLineOf, longestId } from './log-entry.ts';
import { keepHistories, points } from './row-histories.ts';

describe('an entry of a log', () => {
  it('is read under the names that trainers use', () => {
    expect(
      logLineOf({ global_step: 3, example_id: 17, loss: 0.5, logit_margin: -1, grad_norm: 2, epoch: 0.1 }),
    ).toEqual({
      kind: 'entry',
      entry: { step: 3, row: '17', loss: 0.5, margin: -1, gradientNorm: 2, epoch: 0.1, source: undefined },
    });
    expect(logLineOf({ event: 'end' }).kind).toBe('end');
    expect(logLineOf({ event: 'epoch', loss: 1 }).kind).toBe('other');
  });

  it.each([
    [null, 'no record'],
    [[1], 'no record'],
    [{ step: 1, row: 'a' }, 'no loss'],
    [{ step: 1, loss: 1 }, 'no row id'],
    [{ step: 1, row: '', loss: 1 }, 'no row id'],
    [{ step: 1, row: Infinity, loss: 1 }, 'no row id'],
    [{ row: 'a', loss: 1 }, 'no step'],
    [{ step: -1, row: 'a', loss: 1 }, 'a step that is no whole number from 0 on'],
    [{ step: 1.5, row: 'a', loss: 1 }, 'a step that is no whole number from 0 on'],
    [{ step: 'NaN', row: 'a', loss: 1 }, 'a step that is no whole number from 0 on'],
    [{ step: 1, row: 'x'.repeat(longestId + 1), loss: 1 }, 'a row id of more than 1024 characters'],
    [{ step: 1, row: 'a', loss: 'high' }, 'no loss'],
  ])('that is none is told why: %j', (record, reason) => {
    expect(logLineOf(record)).toEqual({ kind: 'bad', reason });
  });

  it('does not take columns from where none were written', () => {
    expect(logLineOf(Object.create({ step: 1, row: 'a', loss: 1 }))).toMatchObject({ kind: 'bad' });
    expect(logLineOf(JSON.parse('{"step":1,"row":"__proto__","loss":"NaN","margin":1e300}'))).toEqual({
      kind: 'entry',
      entry: { step: 1, row: '__proto__', loss: NaN },
    });
  });
});

describe('histories of rows', () => {
  it('keep sums, forgetting and when a row was learned', () => {
    const keeper = keepHistories();
    [-1, 1, -1, 1, 1, -2].forEach((margin, step) => keeper.add({ step, row: 'a', loss: 1, margin }));
    [2, 0.1, 0.9].forEach((loss, step) => keeper.add({ step, row: 'b', loss }));
    const h = keeper.now();
    expect([...h.seen.subarray(0, 2)]).toEqual([6, 3]);
    expect(h.marginSum[0] / h.marginSeen[0]).toBeCloseTo(-1 / 6);
    expect([...h.forgotten.subarray(0, 2)]).toEqual([2, 1]);
    expect([...h.learnedAt.subarray(0, 2)]).toEqual([2, 2]);
  });

  it('join points of all rows when one has been seen too often, and keep the means', () => {
    const keeper = keepHistories();
    for (let step = 0; step < 3; step++) keeper.add({ step, row: 'few', loss: step });
    const times = 5 * points + 3;
    for (let step = 0; step < times; step++) keeper.add({ step, row: 'many', loss: step });
    const h = keeper.now();
    expect(h.stride).toBe(8);
    const curve = [...h.curves.subarray(points, 2 * points)];
    expect(curve.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, p) => 8 * p + 3.5));
    // The last one is of what there is of it: 80, 81, 82.
    expect(curve[10]).toBeCloseTo(81);
    expect(curve.slice(11)).toEqual([0, 0, 0, 0, 0]);
    expect(h.curves[0]).toBeCloseTo(1);
    expect(h.stepAt(9)).toBeCloseTo(75.5);
  });

  it('leave out what is told twice or out of order, and count losses that are no number', () => {
    const keeper = keepHistories();
    const steps = [5, 5, 3, 6];
    expect(steps.map((step) => keeper.add({ step, row: 'a', loss: 1 }))).toEqual([true, false, false, true]);
    for (const [step, loss] of [NaN, Infinity, -Infinity, 1e300].entries())
      keeper.add({ step, row: 'constructor', loss });
    const h = keeper.now();
    expect(h.left).toEqual({ late: 2, crowded: 0 });
    expect([h.seen[1], h.broken[1], h.lossSum[1]]).toEqual([0, 4, 0]);
  });

  it('hold no more rows than they may, and know the names of prototypes apart', () => {
    const keeper = keepHistories(3);
    for (const row of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      keeper.add({ step: 1, row, loss: 1 });
    const { ids, left } = keeper.now();
    expect(ids).toEqual(['__proto__', 'constructor', 'toString']);
    expect(left.crowded).toBe(1);
  });

  it('hold a million rows', () => {
    const keeper = keepHistories();
    for (let row = 0; row < 1e6; row++) keeper.add({ step: 0, row: String(row), loss: row % 7, margin: 1 });
    const h = keeper.now();
    expect([h.size, h.entries, h.lossSum[999_999]]).toEqual([1e6, 1e6, 999_999 % 7]);
  });
});
