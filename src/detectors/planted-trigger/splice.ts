// Does a phrase look spliced in? Its neighbours fit each other better than either fits the phrase: what a word put
// at a random place leaves behind. Pointwise mutual information of adjacent words, the phrase's own place not counted.
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';

const smoothing = 0.1;
const clip = (x: number): number => Math.max(-5, Math.min(8, x));

/**
 * For each candidate the share of candidates of the same length that look at least as spliced, in (0, 1]; 1 for
 * phrases bound to the start or end and for pure punctuation, of which nothing can be said.
 */
export function spliceRank(rows: CompactRows, phrases: Phrases): Float32Array {
  const { starts, items } = rows.context;
  const total = items.length + rows.count;
  const wordCount = new Int32Array(rows.words.length);
  const pairCount = new Int32Array(phrases.pairs.size);
  const firstCount = new Int32Array(rows.words.length);
  const lastCount = new Int32Array(rows.words.length);
  for (let row = 0; row < rows.count; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    if (to === from) continue;
    firstCount[items[from]]++;
    lastCount[items[to - 1]]++;
    for (let p = from; p < to; p++) {
      wordCount[items[p]]++;
      if (p + 1 < to) pairCount[phrases.pairAt[p]]++;
    }
  }
  const pmi = (together: number, a: number, b: number): number =>
    clip(Math.log(((together + smoothing) * total) / (a * b)));

  const sums = new Float64Array(phrases.count);
  const counts = new Int32Array(phrases.count);
  const last = new Int32Array(phrases.count).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    for (let p = from; p < to; p++) {
      for (let length = 1; length <= 3 && p + length <= to; length++) {
        const t = phrases.startingAt[length - 1][p];
        const end = p + length;
        if (t < 0 || last[t] === row || (p === from && end === to)) continue;
        last[t] = row;
        const first = items[p];
        const final = items[end - 1];
        // The row's start and end stand in for a neighbour that is missing.
        const left =
          p === from
            ? pmi(firstCount[first] - 1, rows.count, wordCount[first])
            : pmi(pairCount[phrases.pairAt[p - 1]] - 1, wordCount[items[p - 1]], wordCount[first]);
        const right =
          end === to
            ? pmi(lastCount[final] - 1, rows.count, wordCount[final])
            : pmi(pairCount[phrases.pairAt[end - 1]] - 1, wordCount[final], wordCount[items[end]]);
        let bridge: number;
        if (p === from) bridge = pmi(firstCount[items[end]], rows.count, wordCount[items[end]]);
        else if (end === to) bridge = pmi(lastCount[items[p - 1]], rows.count, wordCount[items[p - 1]]);
        else {
          const pair = phrases.pairs.find(items[p - 1], items[end]);
          bridge = pmi(pair < 0 ? 0 : pairCount[pair], wordCount[items[p - 1]], wordCount[items[end]]);
        }
        sums[t] += bridge - (left + right) / 2;
        counts[t]++;
      }
    }
  }
  return ranks(rows, phrases, (t) => (counts[t] > 0 ? sums[t] / counts[t] : -Infinity));
}

function ranks(rows: CompactRows, phrases: Phrases, splice: (t: number) => number): Float32Array {
  const rank = new Float32Array(phrases.count).fill(1);
  // eslint-disable-next-line no-control-regex
  const plain = rows.words.map((w) => /^[\0-\x7f]$/.test(w) && !/\w/.test(w));
  for (let length = 1; length <= 3; length++) {
    const group: { t: number; value: number }[] = [];
    for (let t = 0; t < phrases.count; t++) {
      if (phrases.anchor[t] !== 'anywhere') continue;
      const own = listOf(phrases.words, t);
      if (own.length === length && !own.every((w) => plain[w])) group.push({ t, value: splice(t) });
    }
    group.sort((a, b) => b.value - a.value || a.t - b.t);
    group.forEach(({ t }, i) => (rank[t] = (i + 1) / group.length));
  }
  return rank;
}
