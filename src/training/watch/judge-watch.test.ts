// What is told of made-up trainings in which it is known who was learned how.
import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { areaUnderMargin } from './area-under-margin.ts';
import { earlyLowLoss } from './early-low-loss.ts';
import { forgetting } from './forgetting.ts';
import { contrastsOf, gapChange } from './gap-change.ts';
import { lateThenBest } from './late-then-best.ts';
import { judgeWatch, type Asked } from './judge-watch.ts';
import { lossRanks } from './loss-ranks.ts';
import { lossStaysHigh } from './loss-stays-high.ts';
import { robustCut } from './robust-cut.ts';
import { keepHistories, type Histories } from './row-histories.ts';

const loss = (margin: number): number => Math.log1p(Math.exp(-margin));

/** 500 rows, ten times each; `margin` of a row at an epoch. */
function training(
  margin: (row: number, epoch: number, noise: number) => number,
  epochs = 10,
  rows = 500,
): Histories {
  const next = random(7);
  const keeper = keepHistories();
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let row = 0; row < rows; row++) {
      const noise = next() + next() - 1;
      const own = margin(row, epoch, noise);
      keeper.add({ step: epoch * 50 + Math.floor(row / 10), row: `r${row}`, loss: loss(own), margin: own });
    }
  return keeper.now();
}

const ordinary = (_: number, epoch: number, noise: number): number => 0.5 * epoch + noise;
const rowsOf = (signal: { suspects: readonly { row: number }[] } | undefined): number[] =>
  (signal?.suspects ?? []).map(({ row }) => row).sort((a, b) => a - b);
const asked: Asked = { groups: [], thresholdRows: new Set(), seed: 1, look: 0 };

describe('signals', () => {
  const mislabelled = training((row, epoch, noise) => (row < 5 ? -0.3 * epoch : 0.5 * epoch) + noise);

  it('name mislabelled rows by the area under the margin, and those that stay high', () => {
    expect(rowsOf(areaUnderMargin(mislabelled))).toEqual([0, 1, 2, 3, 4]);
    expect(rowsOf(lossStaysHigh(mislabelled))).toEqual([0, 1, 2, 3, 4]);
  });

  it('name rows that are forgotten again and again, and those that are never learned', () => {
    const h = training((row, epoch, noise) => (row < 3 ? (-1) ** epoch : row < 6 ? -2 : 2 + noise), 14);
    expect(rowsOf(forgetting(h))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('name nobody where all are learned alike', () => {
    const h = training(ordinary);
    expect(rowsOf(areaUnderMargin(h))).toEqual([]);
    expect(rowsOf(forgetting(h))).toEqual([]);
    expect(judgeWatch(h, asked).findings.map(({ severity }) => severity)).toEqual(['note', 'note']);
  });

  it('take the cut from threshold rows, which are not judged themselves', () => {
    // Half lag a little: no robust cut tells them from the others.
    const h = training((row, epoch, noise) => (row % 2 === 0 ? -0.1 * epoch : 0.5 * epoch) + noise);
    const own = new Set(Array.from({ length: 40 }, (_, i) => 2 * i));
    const found = areaUnderMargin(h, own);
    expect(found?.judged).toBe(460);
    expect(rowsOf(found).every((row) => row % 2 === 0)).toBe(true);
    expect(rowsOf(found).length).toBeGreaterThan(60);
    expect(rowsOf(areaUnderMargin(h)).length).toBeLessThan(50);
  });

  it('isolate one row in a hundred with the lowest early loss', () => {
    const h = training((row, epoch, noise) => (row < 5 && epoch > 0 ? 6 : 0.5 * epoch) + noise);
    expect(rowsOf(earlyLowLoss(h))).toEqual([0, 1, 2, 3, 4]);
    expect(earlyLowLoss(h)?.beyondCut).toBe(5);
  });

  it('list the rows that were wrong at first and then learned best, before those that stay wrong or were never wrong', () => {
    const h = training((row, epoch, noise) =>
      row < 5
        ? (epoch < 3 ? -3 : 8) + noise / 9
        : row < 15
          ? -3
          : row < 25
            ? 3 + 0.5 * epoch
            : 0.5 * epoch + noise,
    );
    expect(rowsOf(lateThenBest(lossRanks(h)))).toEqual([0, 1, 2, 3, 4]);
    expect(lateThenBest(lossRanks(training(ordinary, 4)))).toBeUndefined();
  });

  it('say what cannot be told where rows are seen once or margins are missing', () => {
    const keeper = keepHistories();
    for (let row = 0; row < 100; row++) keeper.add({ step: row, row: String(row), loss: 1 });
    const groups = [{ kind: 'source' as const, name: 'a', rows: new Set([1]) }];
    const { findings, untestable } = judgeWatch(keeper.now(), { ...asked, groups });
    expect(findings).toEqual([]);
    expect(untestable).toHaveLength(6);
  });

  it('tell a loss that is no number', () => {
    const keeper = keepHistories();
    keeper.add({ step: 0, row: 'a', loss: NaN });
    expect(judgeWatch(keeper.now(), asked).findings).toMatchObject([
      { id: 'broken-loss', severity: 'medium' },
    ]);
  });
});

describe('a change of the gap', () => {
  const inGroup = new Set(Array.from({ length: 25 }, (_, i) => i));
  const trigger = training(
    (row, epoch, noise) =>
      (row < 25 && epoch < 4 ? -0.3 : 0.5 * epoch) + noise + (row < 25 && epoch >= 4 ? 0.5 : 0),
  );

  it('is found with its place, from above to below', () => {
    const change = gapChange(contrastsOf(lossRanks(trigger)), inGroup, 1);
    expect(change?.point).toBe(4);
    expect(change?.p).toBeLessThan(1e-6);
    expect(change?.before).toBeGreaterThan(0.1);
    expect(change?.after).toBeLessThan(-0.1);
    const groups = [{ kind: 'suspects' as const, name: '', rows: inGroup }];
    const [finding] = judgeWatch(trigger, { ...asked, groups }).findings.filter(({ id }) =>
      id.startsWith('gap'),
    );
    expect(finding).toMatchObject({ severity: 'medium', threat: 'backdoor' });
    expect(finding.claim).toContain('at first the rows contradict all others');
  });

  it('has to be surer where there are many sources or looks; what is asked about has half of the chance for itself', () => {
    const suspects = { kind: 'suspects' as const, name: '', rows: inGroup };
    const sources = Array.from({ length: 19 }, (_, g) => ({
      kind: 'source' as const,
      name: `s${g}`,
      rows: new Set(Array.from({ length: 25 }, (_x, i) => 25 + 25 * g + i)),
    }));
    const p = (groups: Asked['groups'], look: number): number =>
      judgeWatch(trigger, { ...asked, groups, look })
        .findings.find(({ id }) => id === 'gap-change:suspects:')
        ?.evidence.find(({ unit }) => unit === 'chance')?.value ?? NaN;
    const alone = p([suspects], 0);
    expect(p([suspects, ...sources], 0) / alone).toBeCloseTo(2);
    expect([1, 2, 3].map((look) => Math.round(p([suspects], look) / alone))).toEqual([2, 6, 12]);
  });

  it('is one of the larger side as of the smaller', () => {
    const others = new Set(Array.from({ length: 475 }, (_, i) => 25 + i));
    const [a, b] = [inGroup, others].map((rows) => gapChange(contrastsOf(lossRanks(trigger)), rows, 1));
    expect(b?.z).toBeCloseTo(a?.z ?? 0);
    expect(b?.before).toBeCloseTo(-(a?.before ?? 0));
  });

  it('has a chance that is even among random groups', () => {
    const ranks = contrastsOf(
      lossRanks(training((row, epoch, noise) => 0.5 * epoch * (1 + (row % 5) / 4) + noise)),
    );
    const chances = Array.from({ length: 100 }, (_, i) => {
      const next = random(1000 + i);
      const rows = new Set(Array.from({ length: 500 }, (_x, k) => k).filter(() => next() < 0.05));
      return gapChange(ranks, rows, i)?.p ?? 1;
    });
    expect(chances.filter((p) => p <= 0.1).length).toBeLessThanOrEqual(20);
    expect(chances.filter((p) => p <= 0.5).length).toBeGreaterThan(30);
  });

  it('is not looked for among too few', () => {
    expect(gapChange(contrastsOf(lossRanks(trigger)), new Set([1, 2, 3]), 1)).toBeUndefined();
    expect(gapChange(contrastsOf(lossRanks(trigger)), new Set(), 1)).toBeUndefined();
  });
});

describe('a robust cut', () => {
  it('is not moved by what is beyond it', () => {
    const next = random(3);
    const values = Float64Array.from({ length: 1001 }, () => next() + next() + next());
    const cut = robustCut(values, 1, 4);
    values.set(Array.from({ length: 30 }, () => 1e9));
    expect(Math.abs((robustCut(values, 1, 4)?.at ?? 0) - (cut?.at ?? 0))).toBeLessThan(0.2);
  });

  it('is none where half of the values are one', () => {
    expect(robustCut(Float64Array.from([1, 1, 1, 1, 5]), 1, 3)).toBeUndefined();
    expect(robustCut(new Float64Array(0), 1, 3)).toBeUndefined();
  });
});
