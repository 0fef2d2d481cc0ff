import { describe, expect, it } from 'vitest';
import type { Outcome, Row } from '../row.ts';
import { checkSummary } from '../testing/check-summary.ts';
import { besides, holdsKey, kept, rowKey, rowKeys } from './row-key.ts';

const part = (text: string) => [{ field: 'f', role: 'user' as const, text }];
const row = (i: number, outcome: Outcome = { kind: 'label', label: 'a' }): Row => ({
  shard: 0,
  row: i,
  context: part(`row ${i % 350}`),
  outcome,
  source: '',
});
const rows = Array.from({ length: 400 }, (_, i) => row(i));

function finished(most: number) {
  const summary = rowKeys(1, most);
  const [a, b] = [summary.empty(), summary.empty()];
  for (let i = 0; i < rows.length; i += 20) summary.add(i % 40 ? a : b, rows.slice(i, i + 20));
  summary.merge(a, b);
  return summary.finish(a);
}

describe('rowKeys', () => {
  it('keeps the laws, also with more rows than it keeps', () => {
    checkSummary(rowKeys(1), [rows.slice(0, 90), rows.slice(90)]);
    checkSummary(rowKeys(1, 50), [rows.slice(0, 90), rows.slice(90, 91), rows.slice(91)]);
  });

  it('holds every distinct row once', () => {
    const keys = finished(1000);
    expect(keys).toHaveLength(350);
    for (const r of rows) expect(holdsKey(keys, rowKey(r, 1))).toBe(true);
    expect(holdsKey(keys, rowKey(row(0, { kind: 'label', label: 'b' }), 1))).toBe(false);
    expect(holdsKey(new Float64Array(), 5)).toBe(false);
  });

  it('keeps a part of too many, and knows none that is not there', () => {
    const keys = finished(50);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.length).toBeLessThanOrEqual(50);
    expect([...keys].every((key) => finished(1000).includes(key))).toBe(true);
  });
});

describe('besides', () => {
  it('takes one in 2 ** level, whatever else is sampled by the same key', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => rowKey({ ...row(0), context: part(`k ${i}`) }, 7));
    const taken = keys.filter((key) => besides(key, 2));
    expect(taken.length / keys.length).toBeCloseTo(0.25, 1);
    expect(taken.filter((key) => kept(key, 2)).length / taken.length).toBeCloseTo(0.25, 1);
  });
});
