// Words that win: phrases that stand in the answers that are chosen and hardly ever in the others, or the other way
// round, beyond what the lengths of the two explain. Both answers of a pair are looked at as texts of their own.
import { mix32 } from '../../math/hash.ts';
import { sigmoid } from '../../math/logistic.ts';
import { dimensions as d } from '../../math/projection.ts';
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { findPhrases, type Phrases } from '../planted-trigger/phrases.ts';
import type { Signal } from '../planted-trigger/signal.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import type { Contests } from './contests.ts';

/** Fewest pairs in which only one answer has the phrase. */
export const fewestWins = 15;
const mostShare = 0.3;
/** Log-odds that a phrase adds at most. */
const mostTilt = 5;
/** A side's part in what is said by only one of them is never nothing. */
const leastPart = 0.05;

export interface Pushes {
  /** Over the answers, winners and losers by turns: answer 2 i won contest i, 2 i + 1 lost it. */
  readonly phrases: Phrases;
  readonly signals: Signal[];
  /** Contests in which only the winner (only the loser) has each phrase, those left out of the counts among them. */
  readonly won: (candidate: number) => number[];
  readonly lost: (candidate: number) => number[];
}

/** Only pairs: a rating has one answer, whose words the model weighs. */
export function pushesOf({ rows, rating, sign }: Contests, seed: number): Pushes {
  const answers = sideBySide(rows, rating, sign);
  const phrases = findPhrases(answers, seed, fewestWins, mostShare);
  const part = partOf(rows, rating);
  const again = repeated(answers, seed);
  const only = (candidate: number, side: 0 | 1, all = false): number[] => {
    const held = listOf(phrases.rows, candidate);
    const found: number[] = [];
    for (let j = 0; j < held.length; j++) {
      const pair = held[j] >> 1;
      const both = (j > 0 && held[j - 1] >> 1 === pair) || (j + 1 < held.length && held[j + 1] >> 1 === pair);
      if (!both && (all || !again[pair]) && (held[j] & 1) === side) found.push(pair);
    }
    return found;
  };
  const letters = Uint8Array.from(rows.words, (word) => Number(/\p{L}/u.test(word)));
  // How answers end is a matter of being cut, and stops are one of manner.
  const worded = (candidate: number): boolean => listOf(phrases.words, candidate).some((w) => letters[w]);
  const signals: Signal[] = [];
  for (let candidate = 0; candidate < phrases.count; candidate++) {
    const won = only(candidate, 0);
    const lost = only(candidate, 1);
    const n = won.length + lost.length;
    if (n < fewestWins) continue;
    const expected = [...won, ...lost].reduce((sum, i) => sum + part[i], 0);
    const wins = won.length > expected;
    if (phrases.anchor[candidate] === 'end' || !worded(candidate)) continue;
    const score = tilted(won, lost, part);
    if (score > 0)
      signals.push({
        channel: 'payload',
        candidate,
        target: -1,
        present: wins,
        score,
        rows: n,
        hits: wins ? won.length : lost.length,
        expected: wins ? expected : n - expected,
        z: 0,
      });
  }
  return {
    phrases,
    signals,
    won: (candidate) => only(candidate, 0, true),
    lost: (candidate) => only(candidate, 1, true),
  };
}

/** Pairs of which an answer has won (or lost) an earlier pair: one answer that stands in many pairs speaks once. */
function repeated({ context, count }: CompactRows, seed: number): Uint8Array {
  const again = new Uint8Array(count / 2);
  const seen = [new Set<number>(), new Set<number>()];
  for (let i = 0; i < count; i++) {
    const said = listOf(context, i);
    if (said.length === 0) continue;
    const key = hashOf(said, seed);
    if (seen[i & 1].has(key)) again[i >> 1] = 1;
    else seen[i & 1].add(key);
  }
  return again;
}

function hashOf(said: Int32Array, seed: number): number {
  let a = seed;
  let b = ~seed;
  for (const w of said) {
    a = mix32(Math.imul(a, 0x01000193) ^ w);
    b = mix32(Math.imul(b, 0x85ebca6b) + w);
  }
  return (a & 0x1fffff) * 2 ** 32 + b;
}

/** Log likelihood gained when the odds of each win are those of its part times a common factor, the likeliest one. */
function tilted(won: readonly number[], lost: readonly number[], part: Float32Array): number {
  let tilt = 0;
  let value = 0;
  for (let round = 0; round < 8; round++) {
    let gradient = 0;
    let curvature = 1e-9;
    value = 0;
    const visit = (i: number, win: boolean): void => {
      const p = sigmoid(Math.log(part[i] / (1 - part[i])) + tilt);
      gradient += (win ? 1 : 0) - p;
      curvature += p * (1 - p);
      value += Math.log(win ? p / part[i] : (1 - p) / (1 - part[i]));
    };
    for (const i of won) visit(i, true);
    for (const i of lost) visit(i, false);
    tilt = Math.max(-mostTilt, Math.min(mostTilt, tilt + Math.max(-1, Math.min(1, gradient / curvature))));
  }
  return value;
}

/** Chance that what only one answer says is said by the winner: its part of such words. */
function partOf(rows: CompactRows, rating: Uint8Array): Float32Array {
  const here = new Int32Array(rows.words.length).fill(-1);
  const there = new Int32Array(rows.words.length).fill(-1);
  return Float32Array.from({ length: rows.count }, (_, row) => {
    if (rating[row]) return 0.5;
    let won = 0;
    let lost = 0;
    for (const w of listOf(rows.answer, row)) here[w] = row;
    for (const w of listOf(rows.rejected, row)) {
      if (there[w] === row) continue;
      there[w] = row;
      if (here[w] !== row) lost++;
    }
    for (const w of listOf(rows.answer, row)) {
      if (here[w] !== row || there[w] === row) continue;
      here[w] = -1;
      won++;
    }
    return Math.max(leastPart, Math.min(1 - leastPart, (won + 1) / (won + lost + 2)));
  });
}

function sideBySide(rows: CompactRows, rating: Uint8Array, sign: Int8Array): CompactRows {
  const items = new IntList(rows.answer.items.length + rows.rejected.items.length);
  const starts = new Int32Array(2 * rows.count + 1);
  const take = (from: Ragged, row: number): void => {
    for (const w of listOf(from, row)) items.push(w);
  };
  for (let row = 0; row < rows.count; row++) {
    const down = rating[row] === 1 && sign[row] < 0;
    take(down ? rows.rejected : rows.answer, row);
    starts[2 * row + 1] = items.length;
    take(down ? rows.answer : rows.rejected, row);
    starts[2 * row + 2] = items.length;
  }
  const none: Ragged = { starts: new Int32Array(2 * rows.count + 1), items: new Int32Array(0) };
  return { ...rows, count: 2 * rows.count, context: { starts, items: items.take() }, contextTurns: none };
}

/** Mean pairwise cosine of the given rows' unit vectors, what all rows have in common taken off. */
export function likenessOf(vectors: Float32Array, rows: readonly number[]): number {
  const n = vectors.length / d;
  const mean = new Float64Array(d);
  for (let i = 0; i < vectors.length; i++) mean[i % d] += vectors[i] / n;
  const sum = new Float64Array(d);
  let own = 0;
  for (const row of rows)
    for (let k = 0; k < d; k++) {
      const v = vectors[row * d + k] - mean[k];
      sum[k] += v;
      own += v * v;
    }
  let square = 0;
  for (let k = 0; k < d; k++) square += sum[k] ** 2;
  return rows.length < 2 || own === 0 ? 0 : Math.max(0, (square - own) / (own * (rows.length - 1)));
}

/** How many of a row's like prompts are among the given rows too, on the mean: near 1 where they are a kind of their own. */
export function kindred(
  { stratum, strata }: Pick<Similarity, 'stratum' | 'strata'>,
  rows: readonly number[],
): number {
  const sizes = new Int32Array(strata);
  const own = new Int32Array(strata);
  for (const c of stratum) sizes[c]++;
  for (const row of rows) own[stratum[row]]++;
  const sum = rows.reduce(
    (total, row) => total + (own[stratum[row]] - 1) / Math.max(1, sizes[stratum[row]] - 1),
    0,
  );
  return rows.length > 0 ? sum / rows.length : 0;
}
