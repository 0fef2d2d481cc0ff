import { describe, expect, it } from 'vitest';
import { bursts } from './bursts.ts';

/** `days` with how many rows each has. */
const source = (name: string, days: Record<number, number>) => {
  const list = Object.keys(days)
    .map(Number)
    .sort((a, b) => a - b);
  return { source: name, days: Int32Array.from(list), rows: Int32Array.from(list, (day) => days[day]) };
};
const steady = (name: string) =>
  source(name, Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i * 3, 1])));
const others = Array.from({ length: 8 }, (_, i) => steady(`steady ${i}`));

describe('bursts', () => {
  it('finds the days, the rows and whether the source was there before', () => {
    const early = source('old hand', { 0: 1, 50: 1, 120: 2, 200: 25, 201: 15, 290: 1 });
    const { found, able } = bursts([...others, early], 10);
    expect(able).toBe(9);
    expect(found).toMatchObject([
      { source: 'old hand', from: 200, to: 201, rows: 40, ofSource: 45, hasHistory: true },
    ]);
    expect(found[0].expected).toBeLessThan(4);
  });

  it('tells a first appearance from a burst', () => {
    expect(bursts([...others, source('new', { 150: 30 })], 10).found).toMatchObject([{ hasHistory: false }]);
  });

  it('sees nothing in days on which all give much', () => {
    const busy = Array.from({ length: 9 }, (_, i) => source(`s ${i}`, { 0: 3, 40: 2, 90: 60, 150: 3 }));
    expect(bursts(busy, 10).found).toEqual([]);
    expect(bursts([], 10)).toEqual({ found: [], able: 0 });
  });
});
