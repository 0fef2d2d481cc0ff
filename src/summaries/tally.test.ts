import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { checkSummary } from '../testing.ts';
import { maxSources, sourceLength, tally } from './tally.ts';

function rowsFrom(sources: readonly string[]): Row[] {
  return sources.map((source, row) => ({
    shard: 0,
    row,
    context: [],
    outcome: { kind: 'label', label: '1' },
    source,
  }));
}

function talliesOf(rows: readonly Row[], cap = maxSources) {
  const summary = tally(1, cap);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state);
}

const counted = (sources: readonly string[], cap = maxSources) => talliesOf(rowsFrom(sources), cap).sources;

describe('tally', () => {
  it('keeps the laws, also with more sources than it counts', () => {
    const rows = rowsFrom(Array.from({ length: 300 }, (_, i) => `source ${(i * i) % 61}`));
    checkSummary(tally(5), [rows.slice(0, 100), rows.slice(100)]);
    checkSummary(tally(5, 7), [rows.slice(0, 100), rows.slice(100, 101), rows.slice(101)]);
  });

  it('lists the source with most rows first', () => {
    expect(counted(['b', 'a', 'c', 'b'])).toEqual([
      { name: 'b', rows: 2, trusted: 0 },
      { name: 'a', rows: 1, trusted: 0 },
      { name: 'c', rows: 1, trusted: 0 },
    ]);
  });

  it('counts the same exact rows however they are split when there are too many sources', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), { maxLength: 6 }),
        (parts) => {
          const summary = tally(1, 5);
          const merged = summary.empty();
          for (const part of parts) {
            const state = summary.empty();
            summary.add(state, rowsFrom(part.map(String)));
            summary.merge(merged, state);
          }
          const all = parts.flat().map(String);
          const found = summary.finish(merged).sources;
          expect(found).toEqual(counted(all, 5));
          for (const { name, rows } of found) expect(rows).toBe(all.filter((s) => s === name).length);
        },
      ),
    );
  });

  it('tells rows of the baseline apart, the time of each source, and who judged', () => {
    const [a, b, c, d] = rowsFrom(['x', 'x', 'x', 'y']);
    const rows: Row[] = [
      { ...a, time: 50, annotator: 'ann' },
      { ...b, time: 20, trusted: true },
      { ...c, annotator: 'bo' },
      { ...d, annotator: 'ann' },
    ];
    expect(talliesOf(rows)).toEqual({
      sources: [
        { name: 'x', rows: 2, trusted: 1, first: 20, last: 50 },
        { name: 'y', rows: 1, trusted: 0 },
      ],
      annotators: [
        { name: 'ann', rows: 2, trusted: 0, first: 50, last: 50 },
        { name: 'bo', rows: 1, trusted: 0 },
      ],
      more: false,
    });
    expect(talliesOf(rows, 1).more).toBe(true);
  });

  it('takes names that mean something to JavaScript as names', () => {
    expect(counted(['__proto__', 'constructor', '__proto__'])[0]).toMatchObject({
      name: '__proto__',
      rows: 2,
    });
  });

  it('cuts endless names', () => {
    expect(counted(['x'.repeat(10_000)])[0].name).toHaveLength(sourceLength);
  });
});
