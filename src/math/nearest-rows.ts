// The nearest rows of each row by cosine, over an inverted index. Columns that many rows hold are left out: they make
// nothing near, and their lists are what costs.
import { transpose } from './ragged.ts';
import type { Weighted } from './weighted.ts';

export interface Nearest {
  readonly k: number;
  /** Rows, nearest first, row * k + rank; -1 where a row has fewer that share anything. */
  readonly rows: Int32Array;
  readonly cosine: Float32Array;
}

/** `x`: rows of length 1. `commonest`: rows of the commonest column that is looked at. */
export function nearestRows(x: Weighted, k: number, commonest: number): Nearest {
  const n = x.starts.length - 1;
  const holders = transpose(x, x.size);
  const values = new Float32Array(holders.items.length);
  const next = holders.starts.slice();
  for (let i = 0; i < n; i++)
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) values[next[x.items[p]]++] = x.values[p];
  const rows = new Int32Array(n * k).fill(-1);
  const cosine = new Float32Array(n * k);
  const sums = new Float64Array(n);
  const met = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let count = 0;
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) {
      const start = holders.starts[x.items[p]];
      const end = holders.starts[x.items[p] + 1];
      if (end - start > commonest) continue;
      const own = x.values[p];
      for (let q = start; q < end; q++) {
        const other = holders.items[q];
        if (sums[other] === 0) met[count++] = other;
        sums[other] += own * values[q];
      }
    }
    let held = 0;
    const at = i * k;
    for (let m = 0; m < count; m++) {
      const other = met[m];
      const likeness = sums[other];
      sums[other] = 0;
      if (other === i || (held === k && likeness <= cosine[at + k - 1])) continue;
      let place = held < k ? held++ : k - 1;
      for (; place > 0 && cosine[at + place - 1] < likeness; place--) {
        cosine[at + place] = cosine[at + place - 1];
        rows[at + place] = rows[at + place - 1];
      }
      cosine[at + place] = likeness;
      rows[at + place] = other;
    }
  }
  return { k, rows, cosine };
}
