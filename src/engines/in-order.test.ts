import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finish, inOrder, take } from './in-order.ts';
import type { AnySummary } from './job.ts';

const listing: AnySummary = {
  maxBytes: 1000,
  empty: () => [],
  add: () => {},
  merge: (into: number[], from: number[]) => void into.push(...from),
  finish: (state: number[]) => state,
};

it('merges states in shard order, whatever order they come in', () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
  fc.assert(
    fc.property(order, (shards) => {
      const merged = inOrder();
      for (const shard of shards) take(merged, listing, shard, [shard]);
      expect(merged.next).toBe(6);
      expect(merged.early.size).toBe(0);
      expect(finish(merged, listing)).toEqual([0, 1, 2, 3, 4, 5]);
    }),
  );
});

it('finishes an empty state when there were no shards', () => {
  expect(finish(inOrder(), listing)).toEqual([]);
});
