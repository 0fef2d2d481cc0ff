// Learns what is ordinary from a sample of documents: 70 % of them give the features of words, the others the spread of
// ordinary changes. The split matters: in documents that were learned from, every pair of words was seen before.
import { factor } from '../../math/cholesky.ts';
import { random } from '../../math/random.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';
import { asciiWords, capital, ids, marks, numbers, otherWords } from '../../text/document-tokens.ts';
import { changeScan, fewestAfter } from './change-scan.ts';
import { capitals, countWords, features, ofWord, pairSeen, weights, wordFeatures } from './features.ts';
import { changeAfter } from './change-after.ts';
import { channels, wide, type Channel, type Ordinary } from './ordinary.ts';
import { above, countPairs, has, pairSlot, type Bits } from './pairs.ts';
import { canaries } from './canaries.ts';

/** With fewer documents nothing can be said of what is ordinary. */
export const fewestDocuments = 200;
const learnedFrom = 0.7;
const prior = 8;
/** Random places at which ordinary changes are measured. */
const places = 20_000;
const placesPerDocument = 10;
const parts = [asciiWords, otherWords, numbers, marks];
/** Spreads beyond which a feature of a token is cut off: six bits hold it. */
const widest = 4.5;
/** Share of documents that hold no larger change. */
const quantile = 0.9;

/** `fraction` is the share of the corpus that the sample is. */
export function learn(
  documents: readonly SampledDocument[],
  fraction: number,
  longest: number,
  seed: number,
): Ordinary {
  const cut = Math.floor(documents.length * learnedFrom);
  const fitted = documents.slice(0, cut);
  const held = documents.slice(cut);
  const counts = countWords(fitted);
  const pairCounts = countPairs(fitted);
  const pairs = above(pairCounts, 0);
  const words = wordFeatures(fitted, counts);
  const next = random(seed);
  const whitening = whiten(held, words, pairs, next);
  const quantised = quantise(whitening, words, counts.count, counts.total);
  const limit = 3 + 700 * fraction * learnedFrom;
  const blank: Ordinary = {
    ...quantised,
    pairs,
    frequentWords: above(counts.count, limit),
    frequentPairs: above(pairCounts, Math.min(254, limit)),
    weight: Uint8Array.from(weights(counts), (q) => Math.round(q * 255)),
    thresholds: { kind: 0, topic: 0, narrow: 0 },
    slight: 0,
    near: 0,
    far: 0,
    documents: documents.length,
    tokens: documents.reduce((sum, { id }) => sum + id.length, 0),
    canaries: [],
  };
  const ordinary = calibrated(blank, held, longest, next);
  return { ...ordinary, canaries: canaries(ordinary, held, next) };
}

interface Whitening {
  /** Row k gives whitened feature k: lower triangular, `features` x `features`. */
  readonly rows: Float64Array;
  /** Mean of the features over ordinary tokens. */
  readonly mean: Float64Array;
}

function featuresOf(
  words: Float32Array,
  pairs: Bits,
  id: Int32Array,
  i: number,
  into: Float64Array,
  times: number,
): void {
  const word = id[i] & (ids - 1);
  for (let k = 0; k < ofWord; k++) into[k] += times * words[word * ofWord + k];
  if (i > 0 && has(pairs, pairSlot(id[i - 1] & (ids - 1), word))) into[pairSeen] += times;
  if (id[i] & capital) into[capitals] += times;
}

/** The inverse of the Cholesky factor of the second moment of ordinary changes. */
function whiten(
  held: readonly SampledDocument[],
  words: Float32Array,
  pairs: Bits,
  next: () => number,
): Whitening {
  const mean = new Float64Array(features);
  let tokens = 0;
  for (const { id } of held) {
    for (let i = 0; i < id.length; i++) featuresOf(words, pairs, id, i, mean, 1);
    tokens += id.length;
  }
  for (let k = 0; k < features; k++) mean[k] /= Math.max(1, tokens);
  const moments = new Float64Array(features * features);
  const before = new Float64Array(features);
  const after = new Float64Array(features);
  let measured = 0;
  const long = held.filter(({ id }) => id.length > 2 * fewestAfter);
  for (let n = 0; n < Math.min(places, placesPerDocument * long.length); n++) {
    const { id } = long[Math.floor(next() * long.length)];
    const place = 1 + Math.floor(next() * (id.length - fewestAfter));
    const from = Math.max(0, place - wide);
    const to = Math.min(id.length, place + wide);
    before.fill(0);
    after.fill(0);
    for (let i = from; i < place; i++) featuresOf(words, pairs, id, i, before, 1);
    for (let i = place; i < to; i++) featuresOf(words, pairs, id, i, after, 1);
    const nb = place - from + prior;
    const na = to - place;
    const scale = 2 / wide / (1 / nb + 1 / na);
    for (let k = 0; k < features; k++) after[k] = after[k] / na - (before[k] + prior * mean[k]) / nb;
    for (let j = 0; j < features; j++) {
      for (let k = 0; k <= j; k++) moments[j * features + k] += scale * after[j] * after[k];
    }
    measured++;
  }
  for (let j = 0; j < features; j++) {
    for (let k = 0; k <= j; k++) moments[j * features + k] /= Math.max(1, measured);
    // A feature that never changes must not become infinitely telling.
    moments[j * features + j] += 1e-6;
  }
  factor(moments, features);
  return { rows: inverted(moments), mean };
}

/** Inverse of a lower triangle. */
function inverted(lower: Float64Array): Float64Array {
  const inverse = new Float64Array(features * features);
  for (let column = 0; column < features; column++) {
    for (let row = column; row < features; row++) {
      let v = row === column ? 1 : 0;
      for (let k = column; k < row; k++) v -= lower[row * features + k] * inverse[k * features + column];
      inverse[row * features + column] = v / lower[row * features + row];
    }
  }
  return inverse;
}

/** Whitened features of all words in six bits, with one step a feature that spans the spread of tokens. */
function quantise(
  { rows, mean }: Whitening,
  words: Float32Array,
  count: Uint32Array,
  total: number,
): Pick<Ordinary, 'table' | 'mean' | 'scale' | 'pairSeen' | 'capital'> {
  const centre = new Float64Array(features);
  const spread = new Float64Array(features);
  const whitened = (word: number, k: number): number => {
    let v = 0;
    for (let j = 0; j < Math.min(k + 1, ofWord); j++) v += rows[k * features + j] * words[word * ofWord + j];
    return v;
  };
  for (let word = 0; word < ids; word++) {
    if (count[word] === 0) continue;
    for (let k = 0; k < features; k++) {
      const v = whitened(word, k);
      centre[k] += (v * count[word]) / total;
      spread[k] += (v * v * count[word]) / total;
    }
  }
  const step = spread.map(
    (square, k) => (widest * Math.sqrt(Math.max(square - centre[k] ** 2, 1e-9))) / 31.5,
  );
  const table = new Int32Array(ids * 8);
  const write = (word: number): void => {
    for (let j = 0; j < 8; j++) {
      let four = 0;
      for (let b = 0; b < 4; b++) {
        const k = 4 * j + b;
        const level = Math.round((whitened(word, k) - centre[k]) / step[k]) + 32;
        four |= Math.min(63, Math.max(0, level)) << (8 * b);
      }
      table[word * 8 + j] = four;
    }
  };
  for (const { from, size } of parts) {
    // Words that were not seen differ in what they are made of alone.
    const unseen = count.subarray(from, from + size).indexOf(0);
    if (unseen >= 0) write(from + unseen);
    for (let word = from; word < from + size; word++) {
      if (count[word] > 0) write(word);
      else if (word !== from + unseen)
        table.copyWithin(word * 8, (from + unseen) * 8, (from + unseen) * 8 + 8);
    }
  }
  const flags = (k: number): number =>
    (rows[k * features + pairSeen] * mean[pairSeen] + rows[k * features + capitals] * mean[capitals]) /
    step[k];
  const ordinary = Float64Array.from({ length: features }, (_, k) => {
    let v = 0;
    for (let j = 0; j < ofWord; j++) v += rows[k * features + j] * mean[j];
    return (v - centre[k]) / step[k] + 32 + (k < ofWord ? 0 : flags(k));
  });
  return {
    table,
    mean: ordinary,
    scale: step.map((s) => s * s),
    pairSeen: [
      rows[pairSeen * features + pairSeen] / step[pairSeen],
      rows[capitals * features + pairSeen] / step[capitals],
    ],
    capital: rows[capitals * features + capitals] / step[capitals],
  };
}

/** With the changes that one held document in ten exceeds, and how often a random place has one after it. */
function calibrated(
  blank: Ordinary,
  held: readonly SampledDocument[],
  longest: number,
  next: () => number,
): Ordinary {
  const scan = changeScan(blank, longest);
  const largest: Record<Channel, number[]> = { kind: [], topic: [], narrow: [] };
  for (const { id } of held) {
    scan.begin(id, id.length);
    for (const channel of channels) {
      const sizes = scan.largest().filter((change) => change.channel === channel);
      largest[channel].push(Math.max(0, ...sizes.map(({ size }) => size)));
    }
  }
  const at = (sizes: number[]): number =>
    sizes.sort((a, b) => a - b)[Math.floor(quantile * sizes.length)] ?? 0;
  const thresholds = { kind: at(largest.kind), topic: at(largest.topic), narrow: at(largest.narrow) };
  const slight = largest.topic[Math.floor(largest.topic.length / 2)] ?? 0;
  let near = 0;
  let far = 0;
  let tried = 0;
  for (const { id } of held) {
    if (id.length <= 2 * fewestAfter) continue;
    scan.begin(id, id.length);
    for (let n = 0; n < 4; n++) {
      const place = 1 + Math.floor(next() * (id.length - fewestAfter));
      const hit = changeAfter(scan, place, thresholds)?.distance;
      near += hit === 'near' ? 1 : 0;
      far += hit ? 1 : 0;
      tried++;
    }
  }
  const share = (n: number): number => Math.max(1e-4, (n + 1) / (tried + 2));
  return { ...blank, thresholds, slight, near: share(near), far: share(far) };
}
