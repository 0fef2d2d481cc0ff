import { describe, expect, it } from 'vitest';
import { random } from '../math/random.ts';
import type { Scratch } from '../summary.ts';
import { memoryScratch } from '../testing/check-summary.ts';
import { addAll, count, isTaken, noCounts, type KeyCounts } from './key-counts.ts';
import { eachPart, spillCounts } from './key-runs.ts';

function counted(keys: readonly number[], mostPlaces = 2 ** 12): KeyCounts {
  const counts = noCounts();
  for (const key of keys) count(counts, key >>> 3, Math.imul(key, 0x9e3779b1), 1, key % 2, mostPlaces);
  return counts;
}

function entries(counts: KeyCounts, scratch?: Scratch): string[] {
  const all: string[] = [];
  eachPart(counts, scratch, (part) => {
    for (const place of part.high.keys()) {
      if (!isTaken(part, place)) continue;
      all.push(`${part.high[place]}:${part.low[place]} ${part.first[place]} ${part.second[place]}`);
    }
  });
  return all.sort();
}

const next = random(3);
const keys = Array.from({ length: 3000 }, () => Math.floor(next() * 900));

describe('key counts in scratch space', () => {
  it('are those in memory, however often they were moved', () => {
    const scratch = memoryScratch();
    const counts = noCounts();
    for (let from = 0; from < keys.length; from += 250) {
      addAll(counts, counted(keys.slice(from, from + 250)), 2 ** 12);
      spillCounts(counts, scratch, 100);
    }
    expect(counts.runs!.length).toBeGreaterThan(5);
    expect(entries(counts, scratch)).toEqual(entries(counted(keys)));
  });

  it('stay where they are while there are few', () => {
    const counts = counted(keys);
    spillCounts(counts, memoryScratch());
    expect(counts.runs).toBeUndefined();
  });

  it('give up what a later shard had no room for', () => {
    const scratch = memoryScratch();
    const counts = counted(keys.slice(0, 1500));
    spillCounts(counts, scratch, 1);
    addAll(counts, counted(keys.slice(1500), 2 ** 9), 2 ** 12);
    expect(counts.level).toBeGreaterThan(0);
    const exact = new Set(entries(counted(keys)));
    const kept = entries(counts, scratch);
    expect(kept.length).toBeLessThan(exact.size);
    expect(kept.every((entry) => exact.has(entry))).toBe(true);
  });

  it('are not to be had without it', () => {
    const counts = counted(keys);
    spillCounts(counts, memoryScratch(), 1);
    expect(() => entries(counts)).toThrow('scratch space');
  });
});
