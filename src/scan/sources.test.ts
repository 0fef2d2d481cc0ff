import { describe, expect, it } from 'vitest';
import type { Claim } from '../finding.ts';
import { effectiveNumber, sourceTable } from './sources.ts';

const claim = (severity: Claim['severity'], rows: number) =>
  ({ severity, rows: Array.from({ length: rows }, (_, row) => ({ shard: 0, row })) }) as unknown as Claim;
const named = (id: string, severity: Claim['severity'], rows: number) => ({
  id,
  detector: 'd',
  detectorVersion: 1,
  claim: claim(severity, rows),
});
const source = (name: string, rows: number, trusted = 0) => ({ name, rows, trusted });

const tallied = (...sources: ReturnType<typeof source>[]) => ({ sources, more: false });

describe('sourceTable', () => {
  it('puts the source that a grave finding rests on first, and says so', () => {
    const table = sourceTable(
      tallied(source('large', 900), source('middle', 80), source('small', 20)),
      [named('d-1', 'high', 10), named('d-2', 'low', 40), named('d-3', 'note', 900)],
      [
        [
          { source: 'small', rows: 9 },
          { source: 'large', rows: 1 },
        ],
        [
          { source: 'middle', rows: 20 },
          { source: 'large', rows: 20 },
        ],
        [{ source: 'large', rows: 900 }],
      ],
      [
        {
          claims: [],
          power: [],
          untestable: [],
          sourceFacts: [{ source: 'middle', name: 'own phrases', value: 3, unit: 'phrases' }],
        },
      ],
    );
    expect(table?.table.map((s) => s.source)).toEqual(['small', 'middle', 'large']);
    expect(table?.table[0]).toEqual({
      source: 'small',
      rows: 20,
      share: 0.02,
      findings: [{ id: 'd-1', rows: 9, rests: true }],
      facts: [],
    });
    expect(table?.table[1].facts).toEqual([{ name: 'own phrases', value: 3, unit: 'phrases' }]);
    expect(table?.table[2].findings).toEqual([
      { id: 'd-1', rows: 1, rests: false },
      { id: 'd-2', rows: 20, rests: false },
    ]);
  });

  it('is not there where no row says where it came from, and leaves out sources of the baseline alone', () => {
    expect(sourceTable(tallied(source('', 50)), [], [], [])).toBeUndefined();
    const table = sourceTable(tallied(source('a', 5), source('old', 0, 9), source('b', 5, 2)), [], [], []);
    expect(table?.distinct).toBe(2);
    expect(table?.table.map(({ baselineRows }) => baselineRows)).toEqual([0, 2]);
  });
});

describe('effectiveNumber', () => {
  it.each([
    [[10, 10, 10, 10], 4],
    [[7], 1],
    [[], 0],
    [[0, 5], 1],
  ])('of %j is %d', (counts, expected) => expect(effectiveNumber(counts)).toBeCloseTo(expected));

  it('is little more than one where one source gives nearly all', () => {
    expect(effectiveNumber([980, 10, 10])).toBeLessThan(1.15);
  });
});
