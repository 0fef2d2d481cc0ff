import { describe, expect, it } from 'vitest';
import { features } from './features.ts';
import {
  addDifference,
  count,
  countsAt,
  foundOf,
  joinSums,
  nameAs,
  noSums,
  rowFor,
  sumsBeside,
} from './sums.ts';
import type { Sums } from './sums.ts';

const candidates = 3000;

/** One document for each candidate that the step hits, of this hash. */
function sumsOf(step: number, document: number, text: string, sums = noSums(candidates)): Sums {
  for (let candidate = 0; candidate < candidates; candidate += step) {
    const row = rowFor(sums, candidate);
    sums.counts[countsAt(row) + count.documents]++;
    sums.counts[countsAt(row) + count.described]++;
    addDifference(sums, row, new Float64Array(features).fill(candidate));
    nameAs(sums, candidate, row, document, text);
  }
  return sums;
}

describe('the sums of candidates', () => {
  it('are those of both parts, and the name is that of the lowest hash', () => {
    const one = sumsOf(2, 20, 'two');
    joinSums(one, sumsOf(3, 10, 'three'));
    const found = new Map(foundOf(one));
    expect(found.size).toBe(candidates / 2 + candidates / 6);
    expect([...found.keys()]).toEqual([...found.keys()].sort((a, b) => a - b));
    expect(found.get(6)).toMatchObject({ text: 'three', documents: 2, described: 2 });
    expect(found.get(8)).toMatchObject({ text: 'two', documents: 1 });
    expect(found.get(6)!.difference[features - 1]).toBe(12);
  });

  it.each([
    ['lower', 5, 'new'],
    ['the same, which a smaller text breaks', 20, 'new'],
    ['higher', 30, 'old'],
  ])('begun beside others are named by them unless a hash is %s', (_, document, text) => {
    const one = sumsOf(2, 20, 'old');
    joinSums(one, sumsOf(2, document, 'new', sumsBeside(one)));
    expect(new Map(foundOf(one)).get(4)).toMatchObject({ text, documents: 2 });
  });
});
