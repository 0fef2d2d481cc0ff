// Does a phrase look spliced in? Its neighbours fit each other better than either fits the phrase: what a word put
// at a random place leaves behind. Pointwise mutual information of adjacent words, the phrase's own place not counted.
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';

/**
 * Added to the seen and to the expected count of a pair, so that an unseen pair of rare words says nothing instead of
 * looking surprising. Anything from 0.02 to 0.5 ranks planted phrases alike.
 */
const smoothing = 0.1;

/** Where a phrase stands: word positions [start, end) of the contexts' flat list, within one row. */
export interface Span {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

/** Before the word at position `at`, which may be the end of the row. */
export interface Put {
  readonly row: number;
  readonly at: number;
}

export interface Splice {
  /**
   * For each candidate the share of candidates of the same length that look at least as spliced, in (0, 1]; 1 for
   * phrases bound to the start or end and for pure punctuation, of which nothing can be said.
   */
  readonly rank: Float32Array;
  /** The same for a phrase of any length, from the places where it stands; held against triples of words. */
  rankOf(spans: readonly Span[]): number;
  /** How much better a phrase's neighbours fit each other than they fit it: the mean over its places. */
  fit(spans: readonly Span[]): number;
  /** The rank of a word that stands nowhere else and is put in front of these positions of rows. */
  rankIfPut(places: readonly Put[]): number;
  /** How well a word opens a context (pointwise mutual information with the start), and the mean over all contexts. */
  opening(word: number): number;
  readonly meanOpening: number;
}

export function findSplices(rows: CompactRows, phrases: Phrases): Splice {
  const { starts } = rows.context;
  const { fit, fitIfPut, opening } = neighbours(rows, phrases);
  const sums = new Float64Array(phrases.count);
  const counts = new Int32Array(phrases.count);
  const last = new Int32Array(phrases.count).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    for (let p = from; p < to; p++) {
      for (let length = 1; length <= 3 && p + length <= to; length++) {
        const t = phrases.startingAt[length - 1][p];
        if (t < 0 || last[t] === row || length === to - from) continue;
        last[t] = row;
        sums[t] += fit(row, p, p + length);
        counts[t]++;
      }
    }
  }
  // eslint-disable-next-line no-control-regex
  const plain = rows.words.map((w) => /^[\0-\x7f]$/.test(w) && !/\w/.test(w));
  const rank = new Float32Array(phrases.count).fill(1);
  let singles: number[] = [];
  let triples: number[] = [];
  for (let length = 1; length <= 3; length++) {
    const group: { t: number; value: number }[] = [];
    for (let t = 0; t < phrases.count; t++) {
      if (phrases.anchor[t] !== 'anywhere') continue;
      const own = listOf(phrases.words, t);
      if (own.length !== length || own.every((w) => plain[w])) continue;
      group.push({ t, value: counts[t] > 0 ? sums[t] / counts[t] : -Infinity });
    }
    group.sort((a, b) => b.value - a.value || a.t - b.t);
    group.forEach(({ t }, i) => (rank[t] = (i + 1) / group.length));
    triples = group.map(({ value }) => value);
    if (length === 1) singles = triples;
  }
  let openings = 0;
  let opened = 0;
  for (let row = 0; row < rows.count; row++) {
    if (starts[row + 1] === starts[row]) continue;
    openings += opening(rows.context.items[starts[row]]);
    opened++;
  }
  return {
    rank,
    opening,
    meanOpening: opened > 0 ? openings / opened : 0,
    fit: (spans) => spans.reduce((sum, { row, start, end }) => sum + fit(row, start, end), 0) / spans.length,
    rankOf(spans) {
      const usable = spans.filter(({ row, start, end }) => start > starts[row] || end < starts[row + 1]);
      if (usable.length === 0 || triples.length === 0) return 1;
      const value =
        usable.reduce((sum, { row, start, end }) => sum + fit(row, start, end), 0) / usable.length;
      return (triples.filter((other) => other >= value).length + 1) / (triples.length + 1);
    },
    rankIfPut(places) {
      const value = fitIfPut(places);
      let low = 0;
      let high = singles.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (singles[middle] >= value) low = middle + 1;
        else high = middle;
      }
      return (low + 1) / (singles.length + 1);
    },
  };
}

interface Neighbours {
  /** How much better the neighbours of words [start, end) of a row fit each other than they fit those words. */
  fit(row: number, start: number, end: number): number;
  /** The mean of that over the places of a word that stands there alone. */
  fitIfPut(places: readonly Put[]): number;
  opening(word: number): number;
}

function neighbours(rows: CompactRows, phrases: Phrases): Neighbours {
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
    Math.log((together + smoothing) / ((a * b) / total + smoothing));
  // The row's start and end stand in for a neighbour that is missing: its count is that of the rows.
  const fit = (row: number, start: number, end: number): number => {
    const from = starts[row];
    const to = starts[row + 1];
    const first = items[start];
    const final = items[end - 1];
    const before = start > from ? items[start - 1] : -1;
    const after = end < to ? items[end] : -1;
    const beforeCount = before < 0 ? rows.count : wordCount[before];
    const afterCount = after < 0 ? rows.count : wordCount[after];
    const joinedLeft = before < 0 ? firstCount[first] : pairCount[phrases.pairAt[start - 1]];
    const joinedRight = after < 0 ? lastCount[final] : pairCount[phrases.pairAt[end - 1]];
    let bridge = 0;
    if (before < 0) bridge = firstCount[after];
    else if (after < 0) bridge = lastCount[before];
    else {
      const pair = phrases.pairs.find(before, after);
      if (pair >= 0) bridge = pairCount[pair];
    }
    const left = pmi(joinedLeft - 1, beforeCount, wordCount[first]);
    const right = pmi(joinedRight - 1, wordCount[final], afterCount);
    return pmi(bridge, beforeCount, afterCount) - (left + right) / 2;
  };
  // What the word's other places give of each neighbour, and what its own takes from the pair that it parts.
  const fitIfPut = (places: readonly Put[]): number => {
    const lefts = new Map<number, number>();
    const rights = new Map<number, number>();
    const around = places.map(({ row, at }) => {
      const left = at > starts[row] ? items[at - 1] : -1;
      const right = at < starts[row + 1] ? items[at] : -1;
      lefts.set(left, (lefts.get(left) ?? 0) + 1);
      rights.set(right, (rights.get(right) ?? 0) + 1);
      return { left, right, parted: at > starts[row] && at < starts[row + 1] ? phrases.pairAt[at - 1] : -1 };
    });
    let sum = 0;
    for (const { left, right, parted } of around) {
      const before = left < 0 ? rows.count : wordCount[left];
      const after = right < 0 ? rows.count : wordCount[right];
      const together =
        parted >= 0 ? pairCount[parted] : left < 0 ? (right < 0 ? 0 : firstCount[right]) : lastCount[left];
      const apart =
        pmi(lefts.get(left)! - 1, before, places.length) + pmi(rights.get(right)! - 1, places.length, after);
      sum += pmi(Math.max(0, together - 1), before, after) - apart / 2;
    }
    return sum / places.length;
  };
  return { fit, fitIfPut, opening: (word) => pmi(firstCount[word], rows.count, wordCount[word]) };
}
