import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { count, frequent, lookUp, mergeCounts, noCounts, type Limits, type RowCounts } from './row-counts.ts';

const bound: Limits = { mostExact: 1000, width: 2 ** 12 };
const next = random(8);
const keyAt = (): number => Math.floor(next() * 2 ** 49) * 16 + 16;
const often = Array.from({ length: 20 }, keyAt);

function counted(keys: readonly number[]): RowCounts {
  const counts = noCounts();
  for (const key of keys) count(counts, key, 1, bound);
  return counts;
}

/** Twenty keys 25 times each among `others` that come once. */
const stream = (others: number): number[] => [
  ...often.flatMap((key) => Array.from({ length: 25 }, () => key)),
  ...Array.from({ length: others }, keyAt),
];

describe('rows of shingles', () => {
  it('are exact while the shingles are few', () => {
    const found = frequent(counted(stream(500)), 20, bound);
    expect([...found.keys]).toEqual([...often].sort((a, b) => a - b));
    expect([...found.rows]).toEqual(often.map(() => 25));
    expect(found.cells).toHaveLength(0);
  });

  it('are never too few in a sketch, and rarely too many', () => {
    const found = frequent(counted(stream(4000)), 20, bound);
    expect(found.bits.length).toBe((2 * bound.width) / 32);
    expect(found.cells.length).toBeLessThan(2 * often.length + 10);
    const rowsOf = lookUp(found);
    for (const key of often) expect(rowsOf(key)).toBeGreaterThanOrEqual(25);
    expect(Array.from({ length: 2000 }, keyAt).filter((key) => rowsOf(key) > 0).length).toBeLessThan(5);
  });

  it('of a sketch are what its cells say', () => {
    const counts = counted(stream(4000));
    const rowsOf = lookUp(frequent(counts, 20, bound));
    for (const all of [lookUp(frequent(counts, 1, bound)), lookUp(frequent(counts, 2, bound))]) {
      for (const key of often) expect(rowsOf(key)).toBe(all(key));
    }
    expect(lookUp(frequent(counts, 1, bound))(often[0])).toBeGreaterThanOrEqual(25);
  });

  it('raise the gate of a full sketch', () => {
    expect(frequent(counted(stream(30 * bound.width)), 20, bound).gate).toBeGreaterThan(50);
  });

  it.each([500, 4000])('come to the same however they are merged, with %i others', (others) => {
    const all = stream(others);
    const whole = counted(all);
    const [a, b, c] = [0, 1, 2].map((part) => all.filter((_key, i) => i % 3 === part));
    const left = counted(a);
    mergeCounts(left, counted(b), bound);
    mergeCounts(left, counted(c), bound);
    const right = counted(c);
    const inner = counted(b);
    mergeCounts(inner, counted(a), bound);
    mergeCounts(right, inner, bound);
    expect(frequent(left, 20, bound)).toEqual(frequent(whole, 20, bound));
    expect(frequent(right, 20, bound)).toEqual(frequent(whole, 20, bound));
  });
});
