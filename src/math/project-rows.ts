// Rows of many columns as rows of a few: random signs for each column, which keep lengths and distances in the mean (Achlioptas
// 2003).
import { mix32 } from './hash.ts';
import { isSparse, rowCount, type Dense, type Matrix } from './matrix.ts';

/** `size`: columns of the result, a multiple of 32. */
export function projectRows(x: Matrix, size: number, seed: number): Dense {
  const n = rowCount(x);
  const values = new Float64Array(n * size);
  const scale = 1 / Math.sqrt(size);
  for (let i = 0; i < n; i++) {
    const begin = isSparse(x) ? x.starts[i] : i * x.size;
    const end = isSparse(x) ? x.starts[i + 1] : (i + 1) * x.size;
    for (let p = begin; p < end; p++) {
      const value = x.values[p] * scale;
      if (value === 0) continue;
      const column = isSparse(x) ? x.items[p] : p - begin;
      for (let half = 0; half < size; half += 32) {
        let bits = mix32(Math.imul(column + 1, 0x9e3779b1) ^ Math.imul(seed + half + 1, 0x85ebca6b));
        for (let at = i * size + half, j = 0; j < 32; j++, bits >>>= 1)
          values[at + j] += bits & 1 ? value : -value;
      }
    }
  }
  return { rows: n, size, values };
}
