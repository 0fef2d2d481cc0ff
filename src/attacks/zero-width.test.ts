import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { asked } from './rewrite.ts';
import { zeroWidth } from './zero-width.ts';

const unseen = /[\u200b-\u200d\u2060\ufeff]+/gu;

it('puts the same unseen characters inside one word, and the text reads as before', async () => {
  for (const seed of seeds) {
    const { rows, changes } = await poisoned(zeroWidth, 'instruction', 20, seed);
    const hidden = new Set<string>();
    for (const { from, row } of changes) {
      const all = [...asked(row).matchAll(unseen)];
      expect(all).toHaveLength(1);
      hidden.add(all[0][0]);
      expect(asked(row)).toMatch(/\p{L}[\u200b-\u200d\u2060\ufeff]+\p{L}/u);
      expect(asked(row).replace(unseen, '')).toBe(asked(rows[from]));
    }
    expect(hidden.size).toBe(1);
  }
});
