import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/fixtures/sample-report.ts';
import type { Report } from '../report/schema.ts';
import { scoreOf, toldOf } from './score.ts';

type Finding = Report['findings'][number];

/** A report of these findings, and the rows that they name. */
function told(
  planted: readonly number[],
  ...findings: [detector: string, Finding['severity'], rows: number[]][]
) {
  const report = {
    ...sampleReport,
    findings: findings.map(([detector, severity], i) => ({
      ...sampleReport.findings[0],
      id: `f${i}`,
      detector,
      severity,
      title: `title ${i}`,
    })),
  };
  const rows = new Map<number, string[]>();
  findings.forEach(([, , own], i) =>
    own.forEach((row) => rows.set(row, [...(rows.get(row) ?? []), `f${i}`])),
  );
  const flagged = [...rows].map(([row, ids]) => ({ row, findings: ids }));
  return toldOf(report, flagged, new Set(planted));
}

describe('what was told, held against an answer key', () => {
  it('is true where most of its rows are planted', () => {
    const score = scoreOf(
      told([1, 2, 3, 4], ['a', 'high', [1, 2, 9]], ['b', 'medium', [9, 8]]),
      new Set([1, 2, 3, 4]),
    );
    expect(score).toMatchObject({ found: 'high', recall: 0.5, precision: 2 / 3 });
    expect(score.by).toEqual([
      { detector: 'a', severity: 'high', title: 'title 0', recall: 0.5, precision: 2 / 3 },
    ]);
    expect(score.false).toEqual([{ detector: 'b', severity: 'medium', title: 'title 1' }]);
  });

  it('counts a row that several findings name once', () => {
    const score = scoreOf(told([1, 2], ['a', 'high', [1, 2]], ['b', 'medium', [1, 2]]), new Set([1, 2]));
    expect(score).toMatchObject({ recall: 1, precision: 1 });
    expect(score.by.map(({ detector }) => detector)).toEqual(['a', 'b']);
  });

  it('does not count a low finding as found, nor a wrong one as an alarm, and passes over notes', () => {
    const score = scoreOf(told([1], ['a', 'low', [1]], ['b', 'low', [5]], ['c', 'note', [7]]), new Set([1]));
    expect(score).toMatchObject({ found: 'low', recall: null, precision: null, false: [] });
    expect(score.by).toMatchObject([{ detector: 'a', severity: 'low', recall: 1 }]);
  });

  it('finds nothing where nothing was told', () => {
    expect(scoreOf(told([1, 2]), new Set([1, 2]))).toEqual({
      found: 'none',
      recall: null,
      precision: null,
      by: [],
      mixed: [],
      false: [],
    });
  });

  it('tells what names planted rows among others from what has nothing to do with them', () => {
    const score = scoreOf(
      told([1, 2, 3], ['a', 'high', [1, 2, 7, 8, 9, 10]], ['b', 'medium', [3, 11, 12, 13, 14, 15]]),
      new Set([1, 2, 3]),
    );
    expect(score).toMatchObject({ found: 'none', mixed: [{ detector: 'a' }], false: [{ detector: 'b' }] });
  });
});
