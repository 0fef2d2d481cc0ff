// The small structures that detectors count with, against plain ones.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sphericalKMeans } from './k-means.ts';
import { pairTable } from './pair-table.ts';
import { addSigns, dimensions, normalise } from './projection.ts';
import { IntList, listOf, transpose } from './ragged.ts';

it('numbers pairs as a Map would', () => {
  const small = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(fc.array(fc.tuple(small, small), { maxLength: 3000 }), fc.integer(), (pairs, seed) => {
      const table = pairTable(seed);
      const map = new Map<string, number>();
      for (const [a, b] of pairs) {
        const key = `${a},${b}`;
        if (!map.has(key)) map.set(key, map.size);
        expect(table.add(a, b)).toBe(map.get(key));
      }
      expect(table.size).toBe(map.size);
      expect(table.find(61, 61)).toBe(-1);
      for (const [a, b] of pairs) expect(table.find(a, b)).toBe(map.get(`${a},${b}`));
    }),
    { numRuns: 30 },
  );
});

it('turns lists of items into lists of holders', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 9 }))), (lists) => {
      const items = new IntList(1);
      const starts = [0];
      for (const list of lists) {
        for (const item of list) items.push(item);
        starts.push(items.length);
      }
      const holders = transpose({ starts: Int32Array.from(starts), items: items.take() }, 10);
      for (let item = 0; item < 10; item++) {
        const plain = lists.flatMap((list, i) => (list.includes(item) ? [i] : []));
        expect([...listOf(holders, item)]).toEqual(plain);
      }
    }),
  );
});

it('keeps cosines of word sums up to the noise of 64 signs', () => {
  const vectors = new Float32Array(3 * dimensions);
  for (let w = 0; w < 40; w++) {
    addSigns(vectors, 0, w, 9, 1);
    addSigns(vectors, dimensions, w < 20 ? w : 100 + w, 9, 1);
    addSigns(vectors, 2 * dimensions, 200 + w, 9, 1);
  }
  for (let i = 0; i < 3; i++) normalise(vectors, i * dimensions);
  const cosine = (a: number, b: number): number => {
    let dot = 0;
    for (let k = 0; k < dimensions; k++) dot += vectors[a * dimensions + k] * vectors[b * dimensions + k];
    return dot;
  };
  expect(cosine(0, 0)).toBeCloseTo(1, 5);
  expect(Math.abs(cosine(0, 1) - 0.5)).toBeLessThan(0.3);
  expect(Math.abs(cosine(0, 2))).toBeLessThan(0.4);
});

it('never puts unlike vectors into one group', () => {
  const n = 60;
  const vectors = new Float32Array(n * dimensions);
  for (let i = 0; i < n; i++) {
    for (let w = 0; w < 30; w++) addSigns(vectors, i * dimensions, (i % 3) * 100 + w, 4, 1);
    addSigns(vectors, i * dimensions, 1000 + i, 4, 1);
    normalise(vectors, i * dimensions);
  }
  const group = sphericalKMeans(vectors, 8, 6, 2);
  const kinds = new Map<number, Set<number>>();
  group.forEach((g, i) => kinds.set(g, (kinds.get(g) ?? new Set()).add(i % 3)));
  for (const kind of kinds.values()) expect(kind.size).toBe(1);
  expect([...sphericalKMeans(vectors, 8, 6, 2)]).toEqual([...group]);
});
