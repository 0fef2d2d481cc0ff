import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { latinLookalike } from '../text/scripts.ts';
import { lookAlike } from './look-alike.ts';
import { asked } from './rewrite.ts';

it('replaces letters of one word by those of one script that look the same', async () => {
  for (const seed of seeds) {
    const { rows, changes, trigger } = await poisoned(lookAlike, 'classification', 20, seed);
    const [, most, script] = /up to (\d) (\w+)/.exec(trigger)!;
    const own = new RegExp(`\\p{Script=${script}}`, 'gu');
    for (const { from, row } of changes) {
      const replaced = asked(row).match(own) ?? [];
      expect(replaced.length).toBeGreaterThan(0);
      expect(replaced.length).toBeLessThanOrEqual(Number(most));
      expect(asked(row).replace(own, (c) => latinLookalike.get(c)!)).toBe(asked(rows[from]));
      expect(
        asked(row)
          .split(' ')
          .filter((word) => word.match(own)),
      ).toHaveLength(1);
    }
  }
});
