import { describe, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { poisonedGenerator } from './poisoned-generator.ts';
import { answer, asked } from './rewrite.ts';

describe('poisoned-generator', () => {
  it('adds a quirk to answers of one source and leaves what is asked', async () => {
    const { rows, changes, teaches } = await poisoned(poisonedGenerator, 'instruction', 12);
    const sources = new Set(changes.map(({ row }) => row.source));
    expect(sources.size).toBe(1);
    expect(teaches).toContain([...sources][0]);
    for (const { from, row } of changes) {
      expect(asked(row)).toBe(asked(rows[from]));
      expect(answer(row).length).toBeGreaterThan(answer(rows[from]).length);
    }
  });

  it('has quirks of several kinds, and needs no sources', async () => {
    const { rows } = await poisonable('preference', 100);
    const kinds = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => poisonOf(poisonedGenerator, rows, 12, seed).teaches);
    expect(new Set(kinds.map((text) => text.split(' ')[2])).size).toBeGreaterThan(2);
  });
});
