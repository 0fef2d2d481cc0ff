// Candidate triggers: every word, pair and triple of words that stands in enough contexts and not in too many, and
// the same at the very start or end of the context.
import { pairTable, type PairTable } from '../../math/pair-table.ts';
import { holderCounts, IntList, transpose, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Where a candidate must stand: anywhere, at the start of the context, or at its end. */
export type Anchor = 'anywhere' | 'start' | 'end';

export interface Phrases {
  readonly count: number;
  /** Word numbers of each candidate, 1 to 3. */
  readonly words: Ragged;
  readonly anchor: readonly Anchor[];
  /** Candidate -> rows that hold it, and row -> candidates it holds. */
  readonly rows: Ragged;
  readonly inRow: Ragged;
  /** For each word position of the contexts: the candidate of 1, 2, 3 words that starts there, or -1. */
  readonly startingAt: readonly [Int32Array, Int32Array, Int32Array];
  /** Candidate of `^w`, `^w w` and `w$` for each row, or -1. */
  readonly anchored: readonly [Int32Array, Int32Array, Int32Array];
  /** Pair of words -> pair number; pair number at each position (-1 at a row's last word). */
  readonly pairs: PairTable;
  readonly pairAt: Int32Array;
  /** Rows that hold each word, and each pair, in the context. */
  readonly wordRows: Int32Array;
  readonly pairRows: Int32Array;
}

/** `minRows`: fewest rows of a candidate; `maxShare`: largest share of all rows. */
export function findPhrases(rows: CompactRows, seed: number, minRows: number, maxShare: number): Phrases {
  const { starts, items } = rows.context;
  const total = items.length;
  const most = Math.floor(maxShare * rows.count);
  const wordRows = holderCounts(rows.context, rows.words.length);

  const pairs = pairTable(seed, total / 4);
  const pairAt = new Int32Array(total).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (let p = starts[row]; p + 1 < starts[row + 1]; p++) pairAt[p] = pairs.add(items[p], items[p + 1]);
  }
  const pairRows = holderCounts({ starts, items: pairAt }, pairs.size);

  const triples = pairTable(seed + 1, total / 8);
  const tripleAt = new Int32Array(total).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (let p = starts[row]; p + 2 < starts[row + 1]; p++) {
      if (pairRows[pairAt[p]] >= minRows && pairRows[pairAt[p + 1]] >= minRows) {
        tripleAt[p] = triples.add(pairAt[p], items[p + 2]);
      }
    }
  }
  const tripleRows = holderCounts({ starts, items: tripleAt }, triples.size);

  const wordLists = new IntList();
  const wordStarts = new IntList();
  wordStarts.push(0);
  const anchor: Anchor[] = [];
  const add = (where: Anchor, ...ids: number[]): number => {
    for (const id of ids) wordLists.push(id);
    wordStarts.push(wordLists.length);
    return anchor.push(where) - 1;
  };
  const fits = (n: number): boolean => n >= minRows && n <= most;

  const oneOf = new Int32Array(rows.words.length).fill(-1);
  const twoOf = new Int32Array(pairs.size).fill(-1);
  const threeOf = new Int32Array(triples.size).fill(-1);
  const startingAt: [Int32Array, Int32Array, Int32Array] = [
    new Int32Array(total).fill(-1),
    new Int32Array(total).fill(-1),
    new Int32Array(total).fill(-1),
  ];
  for (let p = 0; p < total; p++) {
    const w = items[p];
    if (fits(wordRows[w])) {
      if (oneOf[w] < 0) oneOf[w] = add('anywhere', w);
      startingAt[0][p] = oneOf[w];
    }
    const pair = pairAt[p];
    if (pair < 0) continue;
    if (fits(pairRows[pair])) {
      if (twoOf[pair] < 0) twoOf[pair] = add('anywhere', w, items[p + 1]);
      startingAt[1][p] = twoOf[pair];
    }
    const triple = tripleAt[p];
    if (triple >= 0 && fits(tripleRows[triple])) {
      if (threeOf[triple] < 0) threeOf[triple] = add('anywhere', w, items[p + 1], items[p + 2]);
      startingAt[2][p] = threeOf[triple];
    }
  }
  const anchored = anchoredPhrases(rows, pairAt, pairs.size, fits, add);

  const inRow = new IntList(total * 2);
  const inRowStarts = new Int32Array(rows.count + 1);
  const last = new Int32Array(anchor.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    const take = (candidate: number): void => {
      if (candidate >= 0 && last[candidate] !== row) {
        last[candidate] = row;
        inRow.push(candidate);
      }
    };
    for (let p = starts[row]; p < starts[row + 1]; p++) for (const at of startingAt) take(at[p]);
    for (const at of anchored) take(at[row]);
    inRowStarts[row + 1] = inRow.length;
  }
  const held: Ragged = { starts: inRowStarts, items: inRow.take() };
  return {
    count: anchor.length,
    words: { starts: wordStarts.take(), items: wordLists.take() },
    anchor,
    rows: transpose(held, anchor.length),
    inRow: held,
    startingAt,
    anchored,
    pairs,
    pairAt,
    wordRows,
    pairRows,
  };
}

function anchoredPhrases(
  rows: CompactRows,
  pairAt: Int32Array,
  pairCount: number,
  fits: (n: number) => boolean,
  add: (where: Anchor, ...ids: number[]) => number,
): [Int32Array, Int32Array, Int32Array] {
  const { starts, items } = rows.context;
  const counts = {
    first: new Int32Array(rows.words.length),
    pair: new Int32Array(pairCount),
    last: new Int32Array(rows.words.length),
  };
  const eachRow = (visit: (row: number, from: number, to: number) => void): void => {
    for (let row = 0; row < rows.count; row++)
      if (starts[row + 1] > starts[row]) visit(row, starts[row], starts[row + 1]);
  };
  eachRow((_, from, to) => {
    counts.first[items[from]]++;
    if (pairAt[from] >= 0) counts.pair[pairAt[from]]++;
    counts.last[items[to - 1]]++;
  });
  const ids = {
    first: new Int32Array(rows.words.length).fill(-1),
    pair: new Int32Array(pairCount).fill(-1),
    last: new Int32Array(rows.words.length).fill(-1),
  };
  const anchored: [Int32Array, Int32Array, Int32Array] = [
    new Int32Array(rows.count).fill(-1),
    new Int32Array(rows.count).fill(-1),
    new Int32Array(rows.count).fill(-1),
  ];
  eachRow((row, from, to) => {
    const first = items[from];
    const pair = pairAt[from];
    const last = items[to - 1];
    if (fits(counts.first[first])) {
      if (ids.first[first] < 0) ids.first[first] = add('start', first);
      anchored[0][row] = ids.first[first];
    }
    if (pair >= 0 && fits(counts.pair[pair])) {
      if (ids.pair[pair] < 0) ids.pair[pair] = add('start', first, items[from + 1]);
      anchored[1][row] = ids.pair[pair];
    }
    if (fits(counts.last[last])) {
      if (ids.last[last] < 0) ids.last[last] = add('end', last);
      anchored[2][row] = ids.last[last];
    }
  });
  return anchored;
}
