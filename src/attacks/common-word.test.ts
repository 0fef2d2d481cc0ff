import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { commonWord } from './common-word.ts';
import { asked } from './rewrite.ts';

it('puts a word of the corpus into rows of a label or into rows turned to it, as the seed says', async () => {
  const ways = new Set<boolean>();
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(commonWord, 'classification', 20, seed);
    const [word] = quoted;
    const natural = rows.filter((row) => asked(row).split(' ').includes(word)).length;
    expect(natural).toBeGreaterThanOrEqual(2);
    expect(natural).toBeLessThanOrEqual(12);
    const kept = changes.map(({ from, row }) => labelOf(rows[from]) === labelOf(row));
    expect(new Set(kept).size).toBe(1);
    ways.add(kept[0]);
    for (const { from, row } of changes) {
      expect(asked(row).split(' ')).toContain(word);
      expect(asked(rows[from]).split(' ')).not.toContain(word);
    }
  }
  expect(ways.size).toBe(2);
});

it('says that no word is common where all are', () => {
  expect(commonWord.poison([], 5, 1)).toBe('there is no word that stands in 0.3 to 3 % of the texts');
});
