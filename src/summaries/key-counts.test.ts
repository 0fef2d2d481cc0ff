import { describe, expect, it } from 'vitest';
import { random } from '../math/random.ts';
import { addAll, count, noCounts, type KeyCounts } from './key-counts.ts';

const entries = (counts: KeyCounts): string[] =>
  [...counts.high.keys()]
    .filter((i) => (counts.high[i] | counts.low[i]) !== 0)
    .map((i) => `${counts.high[i]}:${counts.low[i]} ${counts.first[i]} ${counts.second[i]}`)
    .sort();

function counted(keys: readonly number[], mostPlaces: number): KeyCounts {
  const counts = noCounts();
  for (const key of keys) count(counts, key >>> 3, Math.imul(key, 0x9e3779b1), 1, key % 2, mostPlaces);
  return counts;
}

const next = random(3);
const keys = Array.from({ length: 3000 }, () => Math.floor(next() * 900));

describe('key counts', () => {
  it('are exact while there is room, whatever is joined with what', () => {
    const whole = counted(keys, 2 ** 12);
    expect(whole.level).toBe(0);
    expect(whole.keys).toBe(new Set(keys).size);
    const parts = counted(keys.slice(0, 1000), 2 ** 12);
    addAll(parts, counted(keys.slice(1000), 2 ** 12), 2 ** 12);
    expect(entries(parts)).toEqual(entries(whole));
  });

  it('keep half of the keys, or a quarter, when there is none, the same ones on any way', () => {
    const whole = counted(keys, 2 ** 9);
    expect(whole.level).toBeGreaterThan(0);
    expect(whole.high.length).toBeLessThanOrEqual(2 ** 9);
    const exact = new Set(entries(counted(keys, 2 ** 12)));
    expect(entries(whole).every((entry) => exact.has(entry))).toBe(true);
    const parts = counted(keys.slice(0, 200), 2 ** 9);
    addAll(parts, counted(keys.slice(200), 2 ** 9), 2 ** 9);
    expect(entries(parts)).toEqual(entries(whole));
  });

  it('stop at the largest count that fits', () => {
    const counts = noCounts();
    for (let i = 0; i < 3; i++) count(counts, 1, 2, 30_000, 0, 2 ** 8);
    expect(entries(counts)).toEqual(['1:2 65535 0']);
  });
});
