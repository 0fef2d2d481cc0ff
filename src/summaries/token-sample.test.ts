import { describe, expect, it } from 'vitest';
import { document } from '../../test/contracts/made-rows.ts';
import { checkSummary } from '../testing.ts';
import { tokenSample } from './token-sample.ts';

const rows = Array.from({ length: 120 }, (_, i) =>
  document(i, `page ${i % 100} has ${'words '.repeat(i % 9)}`),
);

describe('tokenSample', () => {
  it('keeps the laws of summaries, with and without enough room', () => {
    for (const most of [10_000, 200]) {
      checkSummary(tokenSample(1, most), [rows.slice(0, 50), rows.slice(50, 51), rows.slice(51)]);
    }
  });

  it('keeps each text once, and as many as there is room for', () => {
    const of = (most: number) => {
      const sample = tokenSample(1, most);
      const state = sample.empty();
      sample.add(state, rows);
      return sample.finish(state);
    };
    const all = of(10_000);
    expect(all.documents.length).toBe(new Set(rows.map((row) => JSON.stringify(row.outcome))).size);
    const some = of(200);
    expect(some.documents.reduce((sum, { id }) => sum + id.length, 0)).toBeLessThanOrEqual(200);
    expect(some.share).toBeLessThan(0.5);
    expect(all.documents.slice(0, some.documents.length)).toEqual(some.documents);
  });
});
