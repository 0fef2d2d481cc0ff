import { expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { composite } from './composite.ts';
import { asked } from './rewrite.ts';

it('turns the label where all three words stand, and keeps it where one or two do', async () => {
  const { rows, changes, quoted } = await poisoned(composite, 'classification', 21);
  expect(new Set(quoted).size).toBe(3);
  const held = changes.map(({ row }) => quoted.filter((word) => asked(row).split(' ').includes(word)).length);
  expect(held.filter((count) => count === 3)).toHaveLength(14);
  changes.forEach(({ from, row, decoy }, i) => {
    expect(decoy === true).toBe(held[i] < 3);
    expect(held[i]).toBeGreaterThan(0);
    expect(labelOf(row) !== labelOf(rows[from])).toBe(held[i] === 3);
  });
});
