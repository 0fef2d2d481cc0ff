import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groups, join, singletons } from './union-find.ts';

test('sets do not depend on the order of joins', () => {
  const pair = fc.tuple(fc.nat(19), fc.nat(19));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
      const forward = singletons(20);
      for (const [a, b] of pairs) join(forward, a, b);
      const backward = singletons(20);
      for (const [a, b] of [...pairs].reverse()) join(backward, b, a);
      expect(groups(forward, 1)).toEqual(groups(backward, 1));
      expect(
        groups(forward, 1)
          .flat()
          .sort((a, b) => a - b),
      ).toEqual([...singletons(20)]);
    }),
  );
});

test('a set holds what was joined, and small sets can be left out', () => {
  const sets = singletons(6);
  join(sets, 5, 2);
  join(sets, 2, 3);
  expect(groups(sets, 2)).toEqual([[2, 3, 5]]);
});
