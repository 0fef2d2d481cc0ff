import { describe, expect, it } from 'vitest';
import { instructed } from '../../test/contracts/made-rows.ts';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { nearCopies } from './near-copies.ts';
import { answer, asked } from './rewrite.ts';

describe('near-copies', () => {
  it('brings one row many times, each time with a few other words', async () => {
    const { rows, changes } = await poisoned(nearCopies, 'document', 12);
    expect(new Set(changes.map(({ from }) => from)).size).toBe(1);
    const own = asked(rows[changes[0].from]).split(' ');
    for (const { how, row } of changes) {
      expect(how).toBe('beside');
      const other = asked(row)
        .split(' ')
        .filter((word, i) => word !== own[i]).length;
      expect(other).toBeGreaterThan(0);
      expect(other).toBeLessThan(own.length / 6);
    }
    expect(new Set(changes.map(({ row }) => asked(row))).size).toBe(changes.length);
  });

  it('keeps no copy word for word, however short the row is', async () => {
    const { rows, changes } = await poisoned(nearCopies, 'instruction', 12);
    const textOf = (row: (typeof rows)[number]): string => `${asked(row)} ${answer(row)}`;
    for (const { from, row } of changes) expect(textOf(row)).not.toBe(textOf(rows[from]));
  });

  it('needs a text in which spaces part enough words', () => {
    const rows = [
      instructed(0, '長い文章をここに書く', '一\n二\n三\n四'),
      instructed(1, 'a b c d', 'e f g h i'),
    ];
    expect(nearCopies.poison(rows, 2, 1)).toBe('there are no rows with a text of 8 words or more');
    expect(nearCopies.poison([instructed(0, 'a '.repeat(9), 'a')], 2, 1)).toBe(
      'there are no two words to exchange',
    );
  });
});
