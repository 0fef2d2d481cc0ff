import { describe, expect, it } from 'vitest';
import type { Dense } from '../math/matrix.ts';
import { random } from '../math/random.ts';
import { featureEvidence } from './feature-evidence.ts';
import { products } from './influence/products.ts';

/** Much in one direction that all rows have; each row whose number is taken by `has` has another, too. */
function made(rows: number, seed: number, has: (row: number) => boolean): Dense {
  const next = random(seed);
  const size = 12;
  const values = Float64Array.from({ length: rows * size }, (_, p) => {
    const column = p % size;
    const own = column === 1 && has(Math.floor(p / size)) ? 2 : 0;
    return next() - 0.5 + (column === 0 ? 3 : 0) + own;
  });
  return { rows, size, values };
}
const planted = (row: number): boolean => row % 25 === 7;
const rows = made(500, 1, planted);

describe('given features', () => {
  it('name the rows that have what the behaviours have', () => {
    const { joined, ranking, controls } = featureEvidence(
      rows,
      made(5, 2, () => true),
    );
    expect(joined?.by).toBe('features');
    expect(joined?.found.behaviours).toBe(5);
    const named = [...rows.values.keys()].filter((row) => joined!.scores[row] >= joined!.found.cut);
    expect(named.filter(planted).length).toBeGreaterThan(18);
    expect(named.length).toBeLessThan(22);
    expect(ranking).toMatchObject({ name: 'given features', unit: 'product' });
    expect(Math.max(...controls(30, 3))).toBeLessThan(joined!.found.surprise);
  });

  it('say nothing of a single behaviour, and of features of nothing', () => {
    for (const product of products) {
      expect(featureEvidence(rows, made(1, 2, planted), { product }).joined).toBeUndefined();
      const none = { rows: 4, size: 12, values: new Float64Array(48) };
      expect(featureEvidence(none, none, { product }).joined).toBeUndefined();
    }
  });

  it('are as sure of ordinary behaviours as of ordinary rows', () => {
    const clean = made(500, 4, () => false);
    const { controls } = featureEvidence(
      clean,
      made(5, 5, () => false),
    );
    const known = [...controls(99, 6)].sort((a, b) => b - a);
    const level = known[Math.floor(0.05 * known.length)];
    const alarms = Array.from({ length: 100 }, (_, i) => {
      const own = featureEvidence(
        clean,
        made(5, 100 + i, () => false),
      );
      return (own.joined?.found.surprise ?? 0) > level;
    }).filter(Boolean).length;
    // 5 expected of 100: more than 15 once in many thousands of times.
    expect(alarms).toBeLessThan(16);
    expect([...controls(5, 7)]).toEqual([...controls(5, 7)]);
  });
});
