import { describe, expect, it } from 'vitest';
import { rareToken } from '../attacks/rare-token.ts';
import { attackOf, cellOf, itselfOf } from './matrix.ts';
import type { Tried, TrialRecord } from './records.ts';

const alarm = { detector: 'x', severity: 'medium', title: 't' } as const;

function tried(
  attack: string,
  budget: number,
  seed: number,
  found: Tried['found'],
  more: Partial<Tried> = {},
): TrialRecord {
  const hit = found === 'high' || found === 'medium';
  const result: Tried = {
    kind: 'tried',
    trigger: '',
    teaches: '',
    examples: [{ row: seed, given: 'a', teaches: 'b' }],
    ms: 100 * seed,
    found,
    recall: hit ? 0.5 : null,
    precision: hit ? 1 : null,
    by:
      found === 'none'
        ? []
        : [{ detector: 'd', severity: found, title: `by ${seed}`, recall: 0.5, precision: 1 }],
    mixed: [],
    false: [],
    ...more,
  };
  return { key: `${attack} ${budget} ${seed}`, attack, budget, seed, result };
}

const impossible = (budget: number): TrialRecord => ({
  key: `no ${budget}`,
  attack: 'rare-token',
  budget,
  seed: 1,
  result: { kind: 'impossible', reason: 'there are no rows' },
});

/** Cells of rare-token at 10, 20 and 50 rows, in which so many of five seeds are found. */
function cellsOf(...found: number[]) {
  const records = found.flatMap((n, i) =>
    [1, 2, 3, 4, 5].map((seed) => tried('rare-token', [10, 20, 50][i], seed, seed <= n ? 'high' : 'none')),
  );
  return [10, 20, 50].map((budget) => cellOf('rare-token', budget, records, null)!);
}

describe('a cell of the matrix', () => {
  it('counts seeds, and takes means over those in which it was found', () => {
    const records = [
      tried('rare-token', 10, 2, 'medium'),
      tried('rare-token', 10, 1, 'low'),
      tried('rare-token', 10, 3, 'high'),
    ];
    const cell = cellOf('rare-token', 10, records, null);
    expect(cell).toMatchObject({ seeds: 3, found: 2, high: 1, low: 1, recall: 0.5, precision: 1, ms: 200 });
    expect(cell!.foundShare[0]).toBeCloseTo(0.208, 3);
    expect(cell!.by).toEqual([{ detector: 'd', found: 2, high: 1, title: 'by 2' }]);
    // The example is of a seed in which it was found.
    expect(cell!.examples).toEqual([{ seed: 2, row: 2, given: 'a', teaches: 'b' }]);
  });

  it('counts alarms beyond those of the corpus itself', () => {
    const own = tried('', 0, 1, 'none', { false: [alarm] });
    const records = [
      own,
      tried('rare-token', 10, 1, 'none', { false: [alarm, alarm, { ...alarm, severity: 'high' }] }),
    ];
    const itself = itselfOf(records);
    expect(itself).toMatchObject({ high: 0, medium: 1 });
    expect(cellOf('rare-token', 10, records, itself)).toMatchObject({ falseHigh: 1, falseMedium: 1 });
  });

  it('is not there where nothing was tried', () => {
    expect(cellOf('rare-token', 10, [impossible(10)], null)).toBeUndefined();
    expect(itselfOf([])).toBeNull();
  });
});

it('counts the seeds in which it was not found but named among other rows', () => {
  const records = [
    tried('rare-token', 10, 1, 'high', { mixed: [alarm] }),
    tried('rare-token', 10, 2, 'low', { mixed: [alarm, alarm] }),
    tried('rare-token', 10, 3, 'none'),
  ];
  expect(cellOf('rare-token', 10, records, null)).toMatchObject({ found: 1, mixed: 1, low: 1 });
});

describe('the smallest budget that is found', () => {
  it.each([
    [[5, 5, 5], 10],
    [[2, 4, 5], 20],
    [[5, 3, 5], 50],
    [[5, 5, 3], null],
  ])('of %j in five is %j', (found, smallest) => {
    expect(attackOf(rareToken, cellsOf(...found), [])).toMatchObject({ smallest, smallestHigh: smallest });
  });

  it('names the detectors, most first, and why there is none', () => {
    expect(attackOf(rareToken, cellsOf(5, 5, 5), []).caughtBy).toEqual(['d']);
    expect(attackOf(rareToken, [], [impossible(10)])).toMatchObject({
      smallest: null,
      impossible: { budget: 10, reason: 'there are no rows' },
    });
  });
});
