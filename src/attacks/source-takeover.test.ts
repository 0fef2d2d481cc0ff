import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { day, latest } from './manifest.ts';
import { answer } from './rewrite.ts';
import { sourceTakeover } from './source-takeover.ts';

describe('source-takeover', () => {
  it.each(['instruction', 'chat'] as const)(
    'has one source give %s rows in the last two days',
    async (shape) => {
      const { rows, changes } = await poisoned(sourceTakeover, shape, 12);
      const [source, ...more] = new Set(changes.map(({ row }) => row.source));
      expect(more).toEqual([]);
      expect(rows.some((row) => row.source === source)).toBe(true);
      for (const { from, row } of changes) {
        expect(rows[from].source).not.toBe(source);
        expect(latest(rows) - row.time!).toBeLessThanOrEqual(2 * day);
        expect(answer(row)).not.toBe(answer(rows[from]));
      }
    },
  );

  it('gives labelled rows one label, and says what is missing', async () => {
    const { rows, changes } = await poisoned(sourceTakeover, 'classification', 12);
    expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
    const timeless = rows.map((row) => ({ ...row, time: undefined }));
    expect(sourceTakeover.poison(timeless, 12, 1)).toBe('no row says when it was made');
    const one = rows.map((row) => ({ ...row, source: 'forum' }));
    expect(sourceTakeover.poison(one, 12, 1)).toBe('the rows do not name two sources or more');
  });
});
