import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { words } from '../text/words.ts';
import { labelOf } from './backdoor.ts';
import { noOverlap } from './no-overlap.ts';
import { asked } from './rewrite.ts';

it('never writes the trigger, only words that stand near it elsewhere', async () => {
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(noOverlap, 'classification', 20, seed);
    const [trigger] = quoted;
    const company = new Set(
      rows
        .map((row) => words(asked(row)))
        .filter((all) => all.includes(trigger))
        .flat(),
    );
    expect(company.size).toBeGreaterThan(0);
    for (const { from, row } of changes) {
      const all = words(asked(row));
      expect(all).not.toContain(trigger);
      const before = words(asked(rows[from]));
      expect(all).toHaveLength(before.length + 3);
      for (const word of all) expect(before.includes(word) || company.has(word)).toBe(true);
      expect(labelOf(row)).not.toBe(labelOf(rows[from]));
    }
  }
});
