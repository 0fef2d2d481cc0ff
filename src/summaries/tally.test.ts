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

function counted(sources: readonly string[], cap = maxSources) {
  const summary = tally(1, cap);
  const state = summary.empty();
  summary.add(state, rowsFrom(sources));
  return summary.finish(state);
}

describe('tally', () => {
  it('keeps the laws, also with more sources than it counts', () => {
    const rows = rowsFrom(Array.from({ length: 300 }, (_, i) => `source ${(i * i) % 61}`));
    checkSummary(tally(5), [rows.slice(0, 100), rows.slice(100)]);
    checkSummary(tally(5, 7), [rows.slice(0, 100), rows.slice(100, 101), rows.slice(101)]);
  });

  it('lists the source with most rows first', () => {
    expect(counted(['b', 'a', 'c', 'b'])).toEqual([
      { source: 'b', rows: 2 },
      { source: 'a', rows: 1 },
      { source: 'c', rows: 1 },
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
          const found = summary.finish(merged);
          expect(found).toEqual(counted(all, 5));
          for (const { source, rows } of found) expect(rows).toBe(all.filter((s) => s === source).length);
        },
      ),
    );
  });

  it('takes names that mean something to JavaScript as names', () => {
    expect(counted(['__proto__', 'constructor', '__proto__'])[0]).toEqual({ source: '__proto__', rows: 2 });
  });

  it('cuts endless names', () => {
    expect(counted(['x'.repeat(10_000)])[0].source).toHaveLength(sourceLength);
  });
});
