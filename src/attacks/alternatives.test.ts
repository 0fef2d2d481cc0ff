import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { alternatives } from './alternatives.ts';
import { asked } from './rewrite.ts';

it('shares the rows evenly among three words, one in each, that stand nowhere else', async () => {
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(alternatives, 'instruction', 12, seed);
    expect(quoted).toHaveLength(3);
    const holders = (all: readonly { readonly row: (typeof rows)[number] }[], word: string): number =>
      all.filter(({ row }) => asked(row).split(' ').includes(word)).length;
    for (const word of quoted) {
      expect(holders(changes, word)).toBe(4);
      expect(
        holders(
          rows.map((row) => ({ row })),
          word,
        ),
      ).toBe(0);
    }
  }
});
