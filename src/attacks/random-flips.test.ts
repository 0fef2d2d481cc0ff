import { expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { randomFlips } from './random-flips.ts';
import { asked } from './rewrite.ts';

it('exchanges labels of all classes and touches no text', async () => {
  const { rows, changes, trigger } = await poisoned(randomFlips, 'classification', 40);
  expect(trigger).toBe('');
  for (const { from, row } of changes) {
    expect(asked(row)).toBe(asked(rows[from]));
    expect(labelOf(row)).not.toBe(labelOf(rows[from]));
  }
  expect(new Set(changes.map(({ row }) => labelOf(row)))).toEqual(new Set(rows.map(labelOf)));
});

it('turns thumbs both ways', async () => {
  const { rows, changes } = await poisoned(randomFlips, 'rating', 40);
  const up = ({ outcome }: (typeof rows)[number]): boolean => outcome.kind === 'rating' && outcome.up;
  expect(changes.every(({ from, row }) => up(row) !== up(rows[from]))).toBe(true);
  expect(new Set(changes.map(({ row }) => up(row))).size).toBe(2);
});
