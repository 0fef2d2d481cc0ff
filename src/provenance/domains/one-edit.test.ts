import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deletionsOf, oneEdit } from './one-edit.ts';

/** All that is one edit away, over these letters. */
function neighbours(name: string, letters: string): Set<string> {
  const all = new Set<string>();
  for (let i = 0; i <= name.length; i++) {
    const [before, after] = [name.slice(0, i), name.slice(i)];
    for (const c of letters) {
      all.add(before + c + after);
      if (after !== '') all.add(before + c + after.slice(1));
    }
    if (after !== '') all.add(before + after.slice(1));
    if (after.length > 1) all.add(before + after[1] + after[0] + after.slice(2));
  }
  all.delete(name);
  return all;
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

it('finds exactly what one edit makes', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(oneEdit(a, b) !== undefined).toBe(neighbours(a, 'abc').has(b));
    }),
    { numRuns: 3000 },
  );
});

it('says what differs', () => {
  expect(oneEdit('wikipedia', 'wikapedia')).toEqual({ at: 3, from: 'i', to: 'a' });
  expect(oneEdit('github', 'gihtub')).toEqual({ at: 2, from: 'th', to: 'ht' });
  expect(oneEdit('github', 'githubb')).toEqual({ at: 6, from: '', to: 'b' });
});

it('names that are one edit apart have something left in common', () => {
  fc.assert(
    fc.property(name, (a) => {
      const left = deletionsOf(a);
      for (const b of neighbours(a, 'abc')) expect([...deletionsOf(b)].some((c) => left.has(c))).toBe(true);
    }),
  );
});
