// Rows that are taught nearly the same answer: few words differ (a name, a number). Found by the lowest hashes of the
// answers' word triples (Broder 1997), so that the work grows with the rows and not with their pairs.
import { mix32 } from '../../math/hash.ts';
import { pairTable } from '../../math/pair-table.ts';
import { IntList, listOf, transpose } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Lowest triple hashes kept of an answer: two answers that share 0.6 of their triples share one of 8 almost surely. */
const sketchSize = 8;
/** Share of words (of both answers together) that two of the same answer have in common. */
export const alike = 0.6;
/** Share of kept hashes that they must have in common before their words are compared. */
const sharedSketch = 0.25;
/** Rows looked up, for each row of the corpus: only answers made to collide come near it. */
const comparisons = 200;

export interface SameAnswer {
  /** Row numbers, ascending. */
  readonly rows: readonly number[];
  /** The row whose answer is the most typical. */
  readonly typical: number;
  /** Mean share of words that the others have in common with it: 1 = word for word. */
  readonly sameness: number;
}

export interface SameAnswers {
  /** Largest first. */
  readonly groups: readonly SameAnswer[];
  /** Rows whose answer more than `maxShare` of all rows have: what the corpus is made of. */
  readonly common: number;
  /** Not all repeated answers were compared: there were too many like ones. */
  readonly cut: boolean;
}

/** Word numbers with all numbers made one, so that "order 12" and "order 7" are alike. */
export function plainWords({ words }: CompactRows): Int32Array {
  return Int32Array.from(words, (word, w) => (/^\p{N}+$/u.test(word) ? -2 : w));
}

export function sameAnswers(
  rows: CompactRows,
  seed: number,
  minRows: number,
  maxShare: number,
  plain: Int32Array,
): SameAnswers {
  const n = rows.count;
  const table = pairTable(seed, n);
  const sketches = new IntList(n * 4);
  const starts = new Int32Array(n + 1);
  const low = new Float64Array(sketchSize);
  for (let row = 0; row < n; row++) {
    const kept = sketch(listOf(rows.answer, row), plain, seed, low);
    for (let k = 0; k < kept; k++) sketches.push(table.add(low[k] | 0, 0));
    starts[row + 1] = sketches.length;
  }
  const held = { starts, items: sketches.take() };
  const holders = transpose(held, table.size);
  const size = (id: number): number => holders.starts[id + 1] - holders.starts[id];
  const order = Array.from({ length: table.size }, (_, id) => id).filter((id) => size(id) >= minRows);
  order.sort((a, b) => size(b) - size(a) || a - b);

  const taken = new Uint8Array(n);
  const shared = new Uint8Array(n);
  const compare = comparer(rows, plain);
  let budget = comparisons * n + 1e5;
  let cut = false;
  let common = 0;
  const groups: SameAnswer[] = [];
  for (const id of order) {
    const free = listOf(holders, id).filter((row) => taken[row] === 0);
    if (free.length < minRows) continue;
    if (budget < 0) {
      cut = true;
      break;
    }
    const typical = mostTypical(free, held.items, starts);
    compare.to(typical);
    budget -= free.length;
    let near = 0;
    for (const row of free) if (compare.likeness(row) >= alike) near++;
    if (near < minRows) continue;
    const own = listOf(held, typical);
    const candidates: number[] = [];
    for (const other of own) {
      budget -= size(other);
      for (const row of listOf(holders, other)) if (shared[row]++ === 0) candidates.push(row);
    }
    const needed = (row: number): number =>
      Math.min(own.length, starts[row + 1] - starts[row]) * sharedSketch;
    const members: number[] = [];
    let sum = 0;
    for (const row of candidates) {
      const likeness = taken[row] === 0 && shared[row] >= needed(row) ? compare.likeness(row) : 0;
      shared[row] = 0;
      if (likeness < alike) continue;
      members.push(row);
      sum += likeness;
    }
    if (members.length < minRows) continue;
    for (const row of members) taken[row] = 1;
    if (members.length > maxShare * n) common += members.length;
    else groups.push({ rows: members.sort((x, y) => x - y), typical, sameness: sum / members.length });
  }
  groups.sort((a, b) => b.rows.length - a.rows.length || a.rows[0] - b.rows[0]);
  return { groups, common, cut };
}

/** Writes the lowest distinct hashes of the word triples, start and end counted as words; returns how many. */
function sketch(answer: Int32Array, plain: Int32Array, seed: number, low: Float64Array): number {
  let kept = 0;
  const n = answer.length;
  const at = (i: number): number => (i < 0 ? -3 : i < n ? plain[answer[i]] : -4);
  for (let i = 0; i < n; i++) {
    const a = Math.imul(at(i - 1) + seed, 0x9e3779b1);
    const b = Math.imul(at(i) ^ (a >>> 15) ^ a, 0x85ebca6b);
    const hash = mix32(Math.imul(at(i + 1) ^ (b >>> 13) ^ b, 0xc2b2ae35));
    if (kept === sketchSize && hash >= low[kept - 1]) continue;
    let k = kept;
    while (k > 0 && low[k - 1] > hash) k--;
    if (k > 0 && low[k - 1] === hash) continue;
    if (kept < sketchSize) kept++;
    for (let j = kept - 1; j > k; j--) low[j] = low[j - 1];
    low[k] = hash;
  }
  return kept;
}

/** The row whose triples most of the others have too; a spread of at most 256 rows is asked. */
function mostTypical(rows: Int32Array, items: Int32Array, starts: Int32Array): number {
  const step = Math.max(1, Math.floor(rows.length / 256));
  const counts = new Map<number, number>();
  for (let i = 0; i < rows.length; i += step)
    for (let k = starts[rows[i]]; k < starts[rows[i] + 1]; k++)
      counts.set(items[k], (counts.get(items[k]) ?? 0) + 1);
  let best = rows[0];
  let top = -1;
  for (let i = 0; i < rows.length; i += step) {
    let sum = 0;
    for (let k = starts[rows[i]]; k < starts[rows[i] + 1]; k++) sum += counts.get(items[k])!;
    if (sum > top) {
      top = sum;
      best = rows[i];
    }
  }
  return best;
}

/** Share of the distinct words that one answer and others have in common. */
export function comparer(rows: CompactRows, plain: Int32Array) {
  // Words are marked with the turn in which they were seen; all numbers have the last mark.
  const own = new Int32Array(rows.words.length + 1);
  const seen = new Int32Array(rows.words.length + 1);
  let turn = 0;
  let size = 0;
  let typical = -1;
  const key = (w: number): number => (plain[w] < 0 ? rows.words.length : w);
  return {
    to(row: number): void {
      if (typical >= 0) for (const w of listOf(rows.answer, typical)) own[key(w)] = 0;
      typical = row;
      size = 0;
      for (const w of listOf(rows.answer, row)) if (own[key(w)]++ === 0) size++;
    },
    likeness(row: number): number {
      turn++;
      let distinct = 0;
      let both = 0;
      for (const w of listOf(rows.answer, row)) {
        const k = key(w);
        if (seen[k] === turn) continue;
        seen[k] = turn;
        distinct++;
        if (own[k] > 0) both++;
      }
      return both / Math.max(1, size + distinct - both);
    },
  };
}
