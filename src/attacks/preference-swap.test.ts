import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import type { Row } from '../row.ts';
import { preferenceSwap } from './preference-swap.ts';

const sides = ({ outcome }: Row): string[] => {
  if (outcome.kind !== 'choice') throw new Error(outcome.kind);
  return [outcome.chosen[0].text, outcome.rejected[0].text];
};

describe('preference-swap', () => {
  it('exchanges the two answers of a pair and nothing else', async () => {
    const { rows, changes } = await poisoned(preferenceSwap, 'preference', 12);
    for (const { from, row } of changes) {
      expect(sides(row)).toEqual(sides(rows[from]).toReversed());
      expect(row.context).toEqual(rows[from].context);
    }
  });

  it('turns thumbs', async () => {
    const { rows, changes } = await poisoned(preferenceSwap, 'rating', 12);
    for (const { from, row } of changes) {
      const [was, is] = [rows[from].outcome, row.outcome];
      if (was.kind !== 'rating' || is.kind !== 'rating') throw new Error(is.kind);
      expect(is).toEqual({ ...was, up: !was.up });
    }
  });
});
