import { expect, it } from 'vitest';
import { count, noCounts } from '../../summaries/key-counts.ts';
import { candidatesOf, fewestAtChanges, mostCandidates } from './candidates.ts';

/** More ordinary strings than are kept, as often at random places as at changes nearly, and one that stands at changes only. */
function counted(ordinary: number, planted: number) {
  const counts = noCounts();
  for (let i = 1; i <= ordinary; i++)
    count(counts, i, Math.imul(i, 0x9e3779b1), 1000 + (i % 200), 100, 2 ** 20);
  count(counts, 0, 1, planted, 0, 2 ** 20);
  return { counts, changes: 6000, randoms: 1000 };
}

it('keeps those that exceed chance most, not the most frequent ones', () => {
  const candidates = candidatesOf(counted(2 * mostCandidates, 200), 8);
  expect(candidates.high.length).toBe(mostCandidates);
  expect(candidates.strings).toBe(2 * mostCandidates + 1);
  expect([candidates.high[0], candidates.low[0], candidates.atChanges[0]]).toEqual([0, 1, 200]);
});

it('says from how many documents on a string is kept', () => {
  const crowded = candidatesOf(counted(2 * mostCandidates, 200), 8);
  const roomy = candidatesOf(counted(10, 200), 8);
  expect(roomy.dropped).toBe(0);
  const least = fewestAtChanges(crowded, 8);
  expect(least).toBeGreaterThan(fewestAtChanges(roomy, 8));
  const kept = (n: number): boolean => {
    const { high, low } = candidatesOf(counted(2 * mostCandidates, n), 8);
    return [...high.keys()].some((i) => high[i] === 0 && low[i] === 1);
  };
  expect([kept(least - 1), kept(least + 1)]).toEqual([false, true]);
});
