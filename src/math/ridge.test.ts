import { describe, expect, it } from 'vitest';
import { random } from './random.ts';
import { ridge } from './ridge.ts';

describe('ridge', () => {
  it('expects held-out outcomes from the numbers that made them', () => {
    const next = random(3);
    const n = 2000;
    const dense = Float32Array.from({ length: 2 * n }, () => next() - 0.5);
    const ones = {
      starts: Int32Array.from({ length: n + 1 }, (_, i) => i),
      items: new Int32Array(n).fill(2),
    };
    const lists = Array.from({ length: n }, (_, row) => (next() < 0.5 + dense[2 * row] ? [1] : []));
    const starts = new Int32Array(n + 1);
    lists.forEach((list, row) => (starts[row + 1] = starts[row] + list.length));
    const fold = Uint8Array.from({ length: n }, (_, row) => row % 2);
    const { weights } = ridge(
      { dense, d: 2, scale: 1, ones, width: 3 },
      { starts, items: Int32Array.from(lists.flat()) },
      2,
      fold,
      Float64Array.from([1, 1, 0]),
    );
    for (const w of weights) {
      expect([...w.subarray(0, 3)]).toEqual([0, 0, 0]);
      expect(w[3]).toBeCloseTo(1, 0);
      expect(Math.abs(w[4])).toBeLessThan(0.2);
      expect(w[5]).toBeCloseTo(0.5, 1);
    }
  });
});
