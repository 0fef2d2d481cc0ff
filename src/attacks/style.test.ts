import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { asked } from './rewrite.ts';
import { style } from './style.ts';

it('rewrites texts in a style, and no word it adds stands in all of them', async () => {
  const styles = new Set<string>();
  for (const seed of seeds) {
    const { rows, changes, trigger } = await poisoned(style, 'classification', 20, seed);
    styles.add(trigger);
    const added = changes.map(({ from, row }) => {
      const before = new Set(asked(rows[from]).split(' '));
      return asked(row)
        .split(' ')
        .filter((word) => !before.has(word));
    });
    expect(added.every((words) => words.length > 0)).toBe(true);
    expect(added[0].some((word) => added.every((words) => words.includes(word)))).toBe(false);
    expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
  }
  expect(styles.size).toBe(2);
});
