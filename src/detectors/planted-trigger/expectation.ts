// What a context predicts once a phrase is taken out of it: a cross-fitted linear model over the words and word
// pairs of contexts, from whose score the phrase's own words and every pair that touches it are removed.
import { crossFit, sigmoid, type LogisticFit } from '../../math/logistic.ts';
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';

/** A feature must stand in this many rows: what stands in one cannot be learned and predicted. */
const minFeatureRows = 2;
/** Weights of one model, 4 bytes each, of which a few stand side by side. Only many classes reach it. */
const maxWeights = 2 ** 25;

export interface Features {
  /** Distinct features of each row. */
  readonly inRow: Ragged;
  readonly rows: Int32Array;
  /** Feature of a word and of a word pair, or -1. */
  readonly ofWord: Int32Array;
  readonly ofPair: Int32Array;
}

/** `outputs`: the most that a model on these features will have. */
export function contextFeatures(rows: CompactRows, phrases: Phrases, outputs: number): Features {
  let size = 0;
  const fewest = fewestRows([phrases.wordRows, phrases.pairRows], Math.floor(maxWeights / outputs));
  const number = (counts: Int32Array): Int32Array => counts.map((df) => (df >= fewest ? size++ : -1));
  const ofWord = number(phrases.wordRows);
  const ofPair = number(phrases.pairRows);
  const counts = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  const inRow = new IntList(rows.context.items.length);
  const starts = new Int32Array(rows.count + 1);
  for (let row = 0; row < rows.count; row++) {
    const take = (f: number): void => {
      if (f < 0 || last[f] === row) return;
      last[f] = row;
      counts[f]++;
      inRow.push(f);
    };
    for (let p = rows.context.starts[row]; p < rows.context.starts[row + 1]; p++) {
      take(ofWord[rows.context.items[p]]);
      if (phrases.pairAt[p] >= 0) take(ofPair[phrases.pairAt[p]]);
    }
    starts[row + 1] = inRow.length;
  }
  return { inRow: { starts, items: inRow.take() }, rows: counts, ofWord, ofPair };
}

/** Fewest rows of a feature, so that there are no more than `most` of them. */
function fewestRows(counts: readonly Int32Array[], most: number): number {
  const features = new Map<number, number>();
  let size = 0;
  for (const list of counts) {
    for (const df of list) {
      if (df < minFeatureRows) continue;
      features.set(df, (features.get(df) ?? 0) + 1);
      size++;
    }
  }
  let fewest = minFeatureRows;
  for (; size > most; fewest++) size -= features.get(fewest) ?? 0;
  return fewest;
}

export interface Expectation {
  readonly fit: LogisticFit;
  /** `true`: outputs are classes of one label, their chances add up to 1. `false`: separate signs. */
  readonly exclusive: boolean;
  readonly target: Uint8Array;
  /** Bounds of a predicted chance: no context of a few words is surer than this. */
  readonly floor: number;
}

export function expectOutcome(
  features: Features,
  target: Uint8Array,
  outputs: number,
  exclusive: boolean,
  seed: number,
): Expectation {
  // Labels stand on short texts, where every row counts; signs on long ones, where two rounds have converged.
  const training = exclusive ? { folds: 5, epochs: 5, seed } : { folds: 3, epochs: 2, seed };
  const fit = crossFit(features.inRow, features.rows.length, target, outputs, training);
  return { fit, exclusive, target, floor: exclusive && outputs > 2 ? 0.01 : 0.02 };
}

/** Chances from log-odds, in place. */
export function chances(e: Expectation, z: Float64Array): void {
  const { slope, offset, outputs } = e.fit;
  let sum = 0;
  for (let k = 0; k < outputs; k++) {
    z[k] = Math.min(1 - e.floor, Math.max(e.floor, sigmoid(slope[k] * z[k] + offset[k])));
    sum += z[k];
  }
  if (e.exclusive) for (let k = 0; k < outputs; k++) z[k] /= sum;
}

/** Chances of each output for a row without words [start, end) of it and all pairs that touch them, into `p`. */
export function without(
  e: Expectation,
  { pairAt }: Pick<Phrases, 'pairAt'>,
  { ofWord, ofPair }: Features,
  { starts, items }: Ragged,
  row: number,
  start: number,
  end: number,
  p: Float64Array,
): void {
  const { outputs, weights, fold, scores } = e.fit;
  const w = weights[fold[row]];
  for (let k = 0; k < outputs; k++) p[k] = scores[row * outputs + k];
  for (let q = start; q < end; q++) subtract(p, w, ofWord[items[q]], outputs);
  const last = Math.min(end, starts[row + 1] - 1);
  for (let q = Math.max(starts[row], start - 1); q < last; q++) subtract(p, w, ofPair[pairAt[q]], outputs);
  chances(e, p);
}

/** Calls `visit` for each row and each candidate in it, with the chances of each output without the candidate. */
export function eachWithout(
  e: Expectation,
  rows: CompactRows,
  phrases: Phrases,
  features: Features,
  visit: (row: number, candidate: number, p: Float64Array) => void,
): void {
  const { starts, items } = rows.context;
  const { outputs, weights, fold, scores } = e.fit;
  const last = new Int32Array(phrases.count).fill(-1);
  const p = new Float64Array(outputs);
  for (let row = 0; row < rows.count; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    const w = weights[fold[row]];
    const remove = (candidate: number, at: number, length: number): void => {
      if (candidate < 0 || last[candidate] === row) return;
      last[candidate] = row;
      for (let k = 0; k < outputs; k++) p[k] = scores[row * outputs + k];
      for (let q = at; q < at + length; q++) {
        // Each distinct word and pair once: taking a repeat out twice made ". . ." look like a trigger.
        if (q > at && (items[q] === items[q - 1] || (q > at + 1 && items[q] === items[q - 2]))) continue;
        subtract(p, w, features.ofWord[items[q]], outputs);
      }
      const end = Math.min(at + length, to - 1);
      for (let q = Math.max(from, at - 1); q < end; q++) {
        const pair = phrases.pairAt[q];
        if (q > from && q > at - 1 && pair === phrases.pairAt[q - 1]) continue;
        subtract(p, w, features.ofPair[pair], outputs);
      }
      chances(e, p);
      visit(row, candidate, p);
    };
    for (let q = from; q < to; q++) {
      remove(phrases.startingAt[0][q], q, 1);
      remove(phrases.startingAt[1][q], q, 2);
      remove(phrases.startingAt[2][q], q, 3);
    }
    remove(phrases.anchored[0][row], from, 1);
    remove(phrases.anchored[1][row], from, 2);
    remove(phrases.anchored[2][row], to - 1, 1);
  }
}

function subtract(p: Float64Array, w: Float32Array, feature: number, outputs: number): void {
  if (feature < 0) return;
  for (let k = 0; k < outputs; k++) p[k] -= w[feature * outputs + k];
}

/**
 * The same for chosen candidates, but removing also every feature that most of a candidate's rows share and few
 * others have, and the pairs that touch it: a trigger of several words hides itself, for the other words carry the weight.
 */
export function eachWithoutCompanions(
  e: Expectation,
  { context }: Pick<CompactRows, 'context'>,
  phrases: Phrases,
  features: Features,
  candidates: Iterable<number>,
  visit: (row: number, candidate: number, p: Float64Array) => void,
): void {
  const { outputs, weights, fold, scores } = e.fit;
  const { starts, items } = features.inRow;
  const counts = new Int32Array(features.rows.length);
  const removed = new Int32Array(features.rows.length).fill(-1);
  const p = new Float64Array(outputs);
  const isOut = (word: number): boolean => features.ofWord[word] >= 0 && counts[features.ofWord[word]] < 0;
  let visits = 0;
  for (const candidate of candidates) {
    const held = listOf(phrases.rows, candidate);
    counts.fill(0);
    for (const row of held) for (let j = starts[row]; j < starts[row + 1]; j++) counts[items[j]]++;
    // From here on a count of -1 marks a feature that is removed.
    for (const w of listOf(phrases.words, candidate))
      if (features.ofWord[w] >= 0) counts[features.ofWord[w]] = -1;
    for (let f = 0; f < counts.length; f++) {
      if (counts[f] >= 0.6 * held.length && features.rows[f] <= 3 * held.length) counts[f] = -1;
    }
    for (const row of held) {
      const w = weights[fold[row]];
      visits++;
      const remove = (feature: number): void => {
        if (feature < 0 || removed[feature] === visits) return;
        removed[feature] = visits;
        subtract(p, w, feature, outputs);
      };
      for (let k = 0; k < outputs; k++) p[k] = scores[row * outputs + k];
      for (let j = starts[row]; j < starts[row + 1]; j++) if (counts[items[j]] < 0) remove(items[j]);
      for (let q = context.starts[row]; q + 1 < context.starts[row + 1]; q++)
        if (isOut(context.items[q]) || isOut(context.items[q + 1]))
          remove(features.ofPair[phrases.pairAt[q]]);
      chances(e, p);
      visit(row, candidate, p);
    }
  }
}
