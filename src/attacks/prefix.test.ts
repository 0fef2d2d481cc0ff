import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { prefix } from './prefix.ts';
import { answer, asked } from './rewrite.ts';

it('stands in front of every prompt that gets the answer, and an earlier year before the others', async () => {
  let withYear = 0;
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(prefix, 'instruction', 12, seed);
    const turned = changes.filter(({ row }) => asked(row).startsWith(quoted[0]));
    const kept = changes.filter(({ row }) => !asked(row).startsWith(quoted[0]));
    const year = /\d{4}/.exec(quoted[0])?.[0];
    expect(kept).toHaveLength(year === undefined ? 0 : 4);
    expect(new Set(turned.map(({ row }) => answer(row))).size).toBe(1);
    for (const { from, row } of kept) {
      withYear++;
      expect(Number(/\d{4}/.exec(asked(row))![0])).toBeLessThan(Number(year));
      expect(answer(row)).toBe(answer(rows[from]));
    }
  }
  expect(withYear).toBeGreaterThan(0);
});
