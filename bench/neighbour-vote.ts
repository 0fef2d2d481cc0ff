// The rival of bench/label-noise: k-nearest-neighbour voting, leave one out, neighbours by cosine and weighted by it.
import { transpose } from '../src/math/ragged.ts';
import type { Weighted } from '../src/math/weighted.ts';

/** For each k the share of the vote against the label of each row; `x` has rows of length 1. */
export function neighbourVotes(x: Weighted, label: Int32Array, ks: readonly number[]): Float64Array[] {
  const n = label.length;
  const most = Math.max(...ks);
  const holders = transpose(x, x.size);
  const values = new Float32Array(holders.items.length);
  const next = holders.starts.slice();
  for (let i = 0; i < n; i++)
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) values[next[x.items[p]]++] = x.values[p];
  const votes = ks.map(() => new Float64Array(n));
  const cosine = new Float64Array(n);
  const best = new Int32Array(most);
  for (let i = 0; i < n; i++) {
    cosine.fill(0);
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) {
      const column = x.items[p];
      for (let q = holders.starts[column]; q < holders.starts[column + 1]; q++)
        cosine[holders.items[q]] += x.values[p] * values[q];
    }
    let held = 0;
    for (let j = 0; j < n; j++) {
      if (j === i || (held === most && cosine[j] <= cosine[best[most - 1]])) continue;
      let at = held < most ? held++ : most - 1;
      for (; at > 0 && cosine[best[at - 1]] < cosine[j]; at--) best[at] = best[at - 1];
      best[at] = j;
    }
    let own = 0;
    let all = 1e-9;
    let taken = 0;
    ks.forEach((k, at) => {
      for (; taken < Math.min(k, held); taken++) {
        const other = best[taken];
        all += cosine[other];
        if (label[other] === label[i]) own += cosine[other];
      }
      votes[at][i] = 1 - own / all;
    });
  }
  return votes;
}
