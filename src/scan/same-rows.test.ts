import { expect, it } from 'vitest';
import { sameRows } from './same-rows.ts';

const claim = (id: string, from: number, to: number, shard = 0) => ({
  id,
  claim: { rows: Array.from({ length: to - from }, (_, i) => ({ shard, row: from + i })) },
});

it('puts a claim beneath the gravest one that names most of its rows', () => {
  const claims = [claim('a', 0, 50), claim('b', 40, 90), claim('c', 10, 60), claim('d', 45, 85)];
  expect(sameRows(claims)).toEqual([undefined, undefined, 'a', 'b']);
});

it('leaves a large claim its own, though it holds a smaller and graver one', () => {
  expect(sameRows([claim('small', 0, 20), claim('large', 0, 400)])).toEqual([undefined, undefined]);
});

it('does not hide a small claim beneath one about nearly all rows', () => {
  expect(sameRows([claim('everywhere', 0, 400), claim('few', 0, 20)])).toEqual([undefined, undefined]);
});

it('tells rows of different shards apart, and puts nothing beneath what is itself beneath another', () => {
  const claims = [claim('a', 0, 10), claim('b', 0, 10, 1), claim('c', 0, 8), claim('d', 0, 8)];
  expect(sameRows(claims)).toEqual([undefined, undefined, 'a', 'a']);
});
