import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { checkSummary } from '../testing/check-summary.ts';
import { sourceDays } from './source-days.ts';

const day = 86_400_000;
const row = (i: number, source: string, time?: number): Row => ({
  shard: 0,
  row: i,
  context: [],
  outcome: { kind: 'label', label: 'a' },
  source,
  ...(time === undefined ? {} : { time }),
});
const rows = Array.from({ length: 600 }, (_, i) => row(i, `s ${i % 50}`, (i % 7) * day + i));

describe('sourceDays', () => {
  it('keeps the laws, also with more days than it counts', () => {
    checkSummary(sourceDays(1), [rows.slice(0, 100), rows.slice(100)]);
    checkSummary(sourceDays(1, 40), [rows.slice(0, 200), rows.slice(200, 201), rows.slice(201)]);
  });

  it('counts rows by day, before 1970 too, and leaves out what has no time or no source', () => {
    const summary = sourceDays(1);
    const state = summary.empty();
    summary.add(state, [
      row(0, 'a', 2 * day + 5),
      row(1, 'a', -1),
      row(2, 'a', 2 * day),
      row(3, 'a'),
      row(4, '', day),
      { ...row(5, 'a', day), trusted: true },
    ]);
    expect(summary.finish(state)).toEqual([
      { source: 'a', days: Int32Array.of(-1, 2), rows: Int32Array.of(1, 2) },
    ]);
  });

  it('counts whole the sources that it keeps', () => {
    const summary = sourceDays(1, 40);
    const state = summary.empty();
    for (let i = 0; i < rows.length; i += 50) summary.add(state, rows.slice(i, i + 50));
    const found = summary.finish(state);
    expect(found.length).toBeGreaterThan(0);
    expect(found.reduce((sum, { days }) => sum + days.length, 0)).toBeLessThanOrEqual(40);
    for (const { source, rows: counts } of found) {
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(rows.filter((r) => r.source === source).length);
    }
  });
});
