// How like each other prompts are, and the likest prompts of all rows: exact cosines of their words, weighted by
// rarity, over an index from words to the rows that hold them.
import { IntList, listOf, transpose, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** A word in more than this share of prompts is not looked up: it brings every row and says little. */
const maxLookedUp = 0.05;

export interface Prompts {
  /** Row -> distinct words, word -> rows that hold it. */
  readonly words: Ragged;
  readonly holders: Ragged;
  /** Rarity of each word, ln(rows / holders); 0 for words in one prompt or in more than half of them. */
  readonly weight: Float32Array;
  /** Length of each row's vector of weights. */
  readonly length: Float32Array;
}

export function indexPrompts(rows: CompactRows): Prompts {
  const n = rows.count;
  const distinct = new IntList(rows.context.items.length);
  const starts = new Int32Array(n + 1);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < n; row++) {
    for (const w of listOf(rows.context, row)) {
      if (last[w] === row) continue;
      last[w] = row;
      distinct.push(w);
    }
    starts[row + 1] = distinct.length;
  }
  const words = { starts, items: distinct.take() };
  const holders = transpose(words, rows.words.length);
  const weight = new Float32Array(rows.words.length);
  for (let w = 0; w < weight.length; w++) {
    const df = holders.starts[w + 1] - holders.starts[w];
    if (df >= 2 && df <= n / 2) weight[w] = Math.log(n / df);
  }
  const length = new Float32Array(n);
  for (let row = 0; row < n; row++) length[row] = lengthOf(listOf(words, row), weight);
  return { words, holders, weight, length };
}

function lengthOf(words: Iterable<number>, weight: Float32Array): number {
  let sum = 0;
  for (const w of words) sum += weight[w] ** 2;
  return Math.sqrt(sum);
}

/** Mean cosine of all pairs of word lists. */
export function meanCosine(lists: readonly ArrayLike<number>[], { weight }: Prompts): number {
  const sum = new Map<number, number>();
  let n = 0;
  for (const list of lists) {
    const length = lengthOf(Array.from(list), weight);
    if (length === 0) continue;
    n++;
    for (let k = 0; k < list.length; k++) {
      const w = list[k];
      if (weight[w] > 0) sum.set(w, (sum.get(w) ?? 0) + weight[w] / length);
    }
  }
  if (n < 2) return 0;
  let square = 0;
  for (const x of sum.values()) square += x * x;
  return Math.max(0, (square - n) / (n * (n - 1)));
}

/** Rows that are looked at for one prompt. */
const maxEffort = 2e5;

/** Finds the rows whose prompts are likest to a list of distinct words. */
export function neighbourFinder({ holders, weight, length }: Prompts, count: number) {
  const score = new Float32Array(count);
  const most = Math.max(20, maxLookedUp * count);
  /** `many` rows for which `fits`, likest first. */
  return (words: ArrayLike<number>, many: number, fits: (row: number) => boolean): number[] => {
    const rows: number[] = [];
    const held = (w: number): number => holders.starts[w + 1] - holders.starts[w];
    // Rarest first: they tell most, and what is left when the effort is spent tells least.
    const order = Array.from(words).filter((w) => weight[w] > 0 && held(w) <= most);
    order.sort((a, b) => held(a) - held(b) || a - b);
    let effort = 0;
    for (const w of order) {
      effort += held(w);
      if (effort > maxEffort) break;
      for (let h = holders.starts[w]; h < holders.starts[w + 1]; h++) {
        const row = holders.items[h];
        if (score[row] === 0) rows.push(row);
        score[row] += weight[w] ** 2;
      }
    }
    const best: number[] = [];
    for (const row of rows) {
      score[row] /= length[row];
      if (!fits(row)) continue;
      let at = best.length;
      while (at > 0 && score[best[at - 1]] < score[row]) at--;
      if (at >= many) continue;
      best.splice(at, 0, row);
      if (best.length > many) best.pop();
    }
    for (const row of rows) score[row] = 0;
    return best;
  };
}
