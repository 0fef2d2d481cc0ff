import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { judgements } from './judgements.ts';

const rows = Array.from({ length: 6000 }, (_, row): Row => ({
  shard: 0,
  row,
  source: '',
  annotator: `w${row % 7}`,
  context: [{ field: 'text', role: 'user', text: `item ${row}` }],
  outcome: { kind: 'label', label: row % 2 === 0 ? 'a' : 'b' },
}));

describe('judgements', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'keeps the same rows whatever their order, above the limit (seed %i)',
    (seed) => {
      const summary = judgements(seed, 1000, ({ records, level }) => ({
        level,
        kept: Array.from(records.row.subarray(0, records.length)).sort((a, b) => a - b),
      }));
      const of = (all: readonly Row[]) => {
        const state = summary.empty();
        summary.add(state, all);
        return summary.finish(state);
      };
      const forwards = of(rows);
      expect(forwards.level).toBeGreaterThan(0);
      expect(of([...rows].reverse())).toEqual(forwards);
    },
  );
});
