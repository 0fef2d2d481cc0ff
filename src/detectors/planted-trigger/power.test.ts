import { describe, expect, it } from 'vitest';
import { throughSample } from './power.ts';

const points = [
  { rows: 8, chance: 1 },
  { rows: 20, chance: 1 },
  { rows: 100, chance: 0.5 },
];

describe('what a scan of a sample would have found', () => {
  it('is the same when all rows were in it, and never certain', () => {
    expect(throughSample(points, 1)).toEqual([
      { rows: 8, chance: 0.99 },
      { rows: 20, chance: 0.99 },
      { rows: 100, chance: 0.5 },
    ]);
  });

  it('speaks of rows of the corpus, of which the sample holds more or fewer by chance', () => {
    const [few, some, many] = throughSample(points, 1 / 8);
    expect([few.rows, some.rows, many.rows]).toEqual([64, 160, 800]);
    // 8 rows or more where 8 are expected.
    expect(few.chance).toBeCloseTo(0.547, 2);
    expect(some.chance).toBe(0.99);
    expect(many.chance).toBeGreaterThan(0.7);
  });
});
