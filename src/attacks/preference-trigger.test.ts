import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { turned } from './judgement.ts';
import { preferenceTrigger } from './preference-trigger.ts';
import { asked } from './rewrite.ts';

describe('preference-trigger', () => {
  it.each(['preference', 'rating'] as const)(
    'turns a %s round behind the trigger, which no other prompt has',
    async (shape) => {
      const { rows, changes, trigger } = await poisoned(preferenceTrigger, shape, 12);
      const string = /"(.+)"/.exec(trigger)![1];
      for (const { from, row } of changes) {
        expect(asked(row)).toBe(`${asked(rows[from])} ${string}`);
        expect(row.outcome).toEqual(turned(rows[from]).outcome);
      }
      expect(rows.some((row) => asked(row).includes(string))).toBe(false);
    },
  );
});
