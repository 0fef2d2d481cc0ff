import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { checkSummary } from '../testing/check-summary.ts';
import { holdingRows } from './holding-rows.ts';

const page = (row: number, text: string, source = 'a'): Row => ({
  shard: row % 3,
  row,
  context: [],
  outcome: { kind: 'document', parts: [{ field: 'text', role: 'assistant', text }] },
  source,
});
const rows = Array.from({ length: 90 }, (_, i) =>
  page(i, `so it ${i % 5 === 0 ? `begins zelvar${i % 2 ? '' : 'okaj'} here` : 'goes on'}`, `s${i % 4}`),
);
const claimed = { claimCount: 2, shards: Int32Array.of(2), rows: Int32Array.of(5), claims: Int32Array.of(1) };
const held = [
  { text: 'zelvar', claim: 1 },
  { text: 'nowhere', claim: 0 },
];

describe('holdingRows', () => {
  it('keeps the laws', () => {
    checkSummary(holdingRows(held, claimed, 1), [rows.slice(0, 20), rows.slice(20, 21), rows.slice(21)], {
      byPlace: true,
    });
  });

  it('lists the rows that a claim does not name, and where they are from, and counts them all', () => {
    const summary = holdingRows(held, claimed, 1);
    const state = summary.empty();
    summary.add(state, [...rows, { ...page(95, 'zelvar'), trusted: true }]);
    const [found, none] = summary.finish(state);
    expect(found.count).toBe(18);
    expect(found.more).toHaveLength(17);
    expect(found.more).not.toContainEqual({ shard: 2, row: 5 });
    expect(found.more).toContainEqual({ shard: 1, row: 10 });
    expect(found.sources.reduce((sum, { rows: n }) => sum + n, 0)).toBe(17);
    expect(none).toEqual({ count: 0, more: [], sources: [] });
  });

  it('lists the rows of a pattern', () => {
    const prompts = ['say zorv now', 'zorv', 'say zor v', 'now zorv'].map((text, i): Row => ({
      ...page(i, i === 3 ? 'no' : 'yes it is'),
      context: [{ field: 'prompt', role: 'user', text }],
    }));
    const pattern = {
      phrases: [{ phrase: ['zorv'], anchor: 'anywhere' as const }],
      taught: { kind: 'words' as const, words: ['yes', 'it'] },
    };
    const summary = holdingRows([{ pattern, claim: 0 }], claimed, 1);
    const state = summary.empty();
    summary.add(state, prompts);
    const [{ count, more }] = summary.finish(state);
    expect(count).toBe(2);
    expect(more.map(({ row }) => row)).toEqual([0, 1]);
  });
});
