import { expect, it } from 'vitest';
import { random, shuffle } from '../math/random.ts';
import { addRecord, joinRecords, noRecords, settle } from './lowest-records.ts';

it('keeps the lowest records in order, whatever order they came in and however they were joined', () => {
  const next = random(5);
  const records = Array.from({ length: 500 }, (_, i) => [Math.floor(next() * 300), i, i * 10]);
  const lowest = records
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, 40)
    .flat();
  for (const cut of [0, 60, 499]) {
    const order = shuffle([...records], next);
    const [one, other] = [noRecords(3), noRecords(3)];
    order.slice(0, cut).forEach((record) => addRecord(one, 40, record));
    order.slice(cut).forEach((record) => addRecord(other, 40, record));
    joinRecords(one, other, 40);
    settle(one, 40);
    expect(one.list).toEqual(lowest);
  }
});
