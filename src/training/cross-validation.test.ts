import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { sigmoid } from '../math/logistic.ts';
import { takeRows, type Dense } from '../math/matrix.ts';
import { random } from '../math/random.ts';
import { outOfFold, plattScale, stratifiedFolds } from './cross-validation.ts';
import { scoresOf } from './learned.ts';
import { logistic } from './logistic.ts';
import { oneVersusRest } from './support-vector-machine.ts';

const next = random(3);
const n = 300;
const x: Dense = { rows: n, size: 4, values: Float64Array.from({ length: 4 * n }, () => next() - 0.5) };
const y = Int32Array.from({ length: n }, (_, i) => (x.values[4 * i] + 0.3 * (next() - 0.5) > 0 ? 1 : 0));

describe('folds', () => {
  it('hold each class evenly, and are those of the seed', () => {
    const fold = stratifiedFolds(y, 5, 1);
    for (const k of [0, 1]) {
      const counts = [0, 0, 0, 0, 0];
      fold.forEach((held, i) => y[i] === k && counts[held]++);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(stratifiedFolds(y, 5, 1)).toEqual(fold);
    expect(stratifiedFolds(y, 5, 2)).not.toEqual(fold);
  });

  it('cannot be more than the rows', () => {
    expect(() => stratifiedFolds([0, 1], 3, 1)).toThrow(UsageError);
    expect(() => stratifiedFolds(y, 1, 1)).toThrow(UsageError);
    expect(() => stratifiedFolds(y, 2.5, 1)).toThrow(UsageError);
  });
});

describe('scores out of fold', () => {
  const fold = stratifiedFolds(y, 5, 1);

  it('are those of a model that did not see the row', async () => {
    const { scores, models, outputs } = await outOfFold(x, y, fold, (part) => logistic(part));
    expect([outputs, models.length]).toEqual([1, 5]);
    const rows = [...y.keys()].filter((i) => fold[i] !== 2);
    const own = logistic({ x: takeRows(x, rows), y: rows.map((i) => y[i]) });
    const all = scoresOf(own, x);
    fold.forEach((held, i) => held === 2 && expect(scores[i]).toBe(all[i]));
  });

  it('do not change with the label of the row itself', async () => {
    const other = y.map((k, i) => (fold[i] === 0 ? 1 - k : k));
    const { scores: a } = await outOfFold(x, y, fold, (part) => logistic(part));
    const { scores: b } = await outOfFold(x, other, fold, (part) => logistic(part));
    fold.forEach((held, i) => held === 0 && expect(a[i]).toBe(b[i]));
  });

  it('come for each class where there are many, and take weights along', async () => {
    const weights = y.map((_, i) => (i % 3 === 0 ? 0 : 1));
    const { scores, outputs } = await outOfFold(x, y, fold, (part) => oneVersusRest(part, 2), weights);
    expect([outputs, scores.length]).toEqual([2, 2 * n]);
    const other = y.map((k, i) => (weights[i] === 0 ? 1 - k : k));
    const again = await outOfFold(x, other, fold, (part) => oneVersusRest(part, 2), weights);
    expect(again.scores).toEqual(scores);
  });
});

describe('chances of scores', () => {
  it('are found again from labels drawn with them', () => {
    const draw = random(5);
    const scores = Float64Array.from({ length: 20_000 }, () => 8 * draw() - 4);
    const labels = scores.map((score) => (draw() < sigmoid(1.7 * score - 0.6) ? 1 : 0));
    const { slope, offset } = plattScale(scores, labels);
    expect(slope).toBeCloseTo(1.7, 0);
    expect(Math.abs(slope - 1.7)).toBeLessThan(0.1);
    expect(Math.abs(offset + 0.6)).toBeLessThan(0.1);
  });

  it('are finite where scores part the classes, or are all the same', () => {
    const apart = plattScale(Float64Array.of(-2, -1, 1, 2), [0, 0, 1, 1]);
    expect(apart.slope).toBeGreaterThan(0);
    expect(sigmoid(apart.slope * 2 + apart.offset)).toBeLessThan(1);
    const same = plattScale(new Float64Array(4), [0, 1, 1, 1]);
    expect(sigmoid(same.offset)).toBeCloseTo((3 * 0.8 + 1 / 3) / 4, 6);
  });
});
