import { describe, expect, it } from 'vitest';
import { random, shuffle } from '../math/random.ts';
import { memoryScratch } from '../testing/check-summary.ts';
import { addRecord, joinRecords, noRecords, recordsBeside, type LowestRecords } from './lowest-records.ts';
import { lowestOf, spillRecords } from './lowest-runs.ts';

const groups = 4;
const most = 40;
const next = random(5);
// Keys of 34 bits, some of them often; group 2 has fewer than are kept and group 3 none.
const some = Array.from({ length: 3000 }, (_, i) => {
  const key = i % 7 === 0 ? 8 : Math.floor(next() * 2 ** 34);
  return [i < 20 ? 2 : i % 2, key, i, i * 10];
});

function lowest(group: number): number[][] {
  return some
    .filter(([of]) => of === group)
    .map(([, ...record]) => record)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, most);
}

function recordsOf(list: readonly (readonly number[])[], records = noRecords(4)): LowestRecords {
  for (const record of list) addRecord(records, most, record);
  return records;
}

describe('the records of each group with the lowest keys', () => {
  it.each([0, 60, 2999])('are kept in order whatever order they came in, cut at %i', (cut) => {
    const order = shuffle([...some], next);
    const one = recordsOf(order.slice(0, cut));
    joinRecords(one, recordsOf(order.slice(cut)), most);
    const of = lowestOf(one, groups, most);
    for (let group = 0; group < groups; group++) expect(of(group)).toEqual(lowest(group));
  });

  it('are kept where there are so many that some are let go', () => {
    const many = Array.from({ length: 60 }, (_, copy) =>
      some.map(([g, key, i, x]) => [g, key, i + copy * 3000, x]),
    );
    const records = recordsOf(shuffle(many.flat(), next));
    expect(records.length).toBeLessThan(2 * many.flat().length);
    const of = lowestOf(records, groups, most);
    expect(of(2).map(([key]) => key)).toEqual(
      many
        .flat()
        .filter(([g]) => g === 2)
        .map(([, key]) => key)
        .sort((a, b) => a - b)
        .slice(0, most),
    );
  });

  it('are the same in scratch space, of which little is taken', () => {
    const scratch = memoryScratch();
    let written = 0;
    const counting = {
      ...scratch,
      append: (bytes: Uint8Array) => ((written += bytes.length), scratch.append(bytes)),
    };
    const merged = noRecords(4);
    const order = shuffle([...some], next);
    for (let from = 0; from < order.length; from += 100) {
      joinRecords(merged, recordsOf(order.slice(from, from + 100)), most);
      spillRecords(merged, groups, most, counting, 1000);
    }
    expect(merged.spilled!.runs.length).toBeGreaterThan(5);
    expect(written).toBeLessThan((some.length * 24) / 1.5);
    const of = lowestOf(merged, groups, most, scratch);
    for (let group = 0; group < groups; group++) expect(of(group)).toEqual(lowest(group));
  });

  it('are the same where parts are begun beside what is merged, and fewer are taken up', () => {
    const scratch = memoryScratch();
    const merged = noRecords(4);
    const order = shuffle([...some], next);
    let taken = 0;
    for (let from = 0; from < order.length; from += 100) {
      const part = recordsOf(order.slice(from, from + 100), recordsBeside(merged));
      taken += part.length / 4;
      joinRecords(merged, part, most);
      spillRecords(merged, groups, most, scratch, 1000);
    }
    expect(taken).toBeLessThan(some.length / 2);
    const of = lowestOf(merged, groups, most, scratch);
    for (let group = 0; group < groups; group++) expect(of(group)).toEqual(lowest(group));
  });
});
