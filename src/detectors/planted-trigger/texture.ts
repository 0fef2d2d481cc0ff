// Numbers about the wording of each answer that no raw character shows: how rare its words are, how well they follow
// one another, and whether its first or last sentence has to do with the rest (random indexing, Sahlgren 2005).
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, listOf } from '../../math/ragged.ts';
import { at, mannerSize } from '../../text/answer-manner.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

export const textures = [
  'words',
  'sentence words',
  'line words',
  'rarity',
  'first rarity',
  'last rarity',
  'unseen words',
  'first unseen words',
  'last unseen words',
  'flow',
  'first flow',
  'last flow',
  'worst flow',
  'spliced words',
  'spliced share',
  'first fit',
  'last fit',
  'edge rarity',
  'edge unseen words',
  'edge fit',
  'prompt fit',
  'copied',
  'variety',
  'word length',
] as const;
export type Texture = (typeof textures)[number];

/** Words of an answer that are looked at. */
const looked = 200;
/** Longest first or last sentence, in words; what has no full stop is cut here. */
const sentenceWords = 16;
/** Added to seen and to expected counts of pairs, as in splice.ts. */
const smoothing = 0.1;
/** A word in this many answers or fewer is new to the corpus. */
const unseen = 2;

/** One Float32Array of a number for each row for each texture; NaN where there is nothing to measure. */
export function texturesOf(rows: CompactRows, seed: number): Record<Texture, Float32Array> {
  const n = rows.count;
  const out = Object.fromEntries(textures.map((name) => [name, new Float32Array(n).fill(NaN)])) as Record<
    Texture,
    Float32Array
  >;
  const { starts, items } = rows.answer;
  const size = rows.words.length;
  const answerRows = holderCounts(rows.answer, size);
  const contextRows = holderCounts(rows.context, size);
  const ends = Uint8Array.from(rows.words, (w) => (/^[.!?。！？…]$/u.test(w) ? 1 : 0));
  const isWord = Uint8Array.from(rows.words, (w) => (/^[\p{L}\p{M}_]/u.test(w) ? 1 : 0));
  const isDigit = Uint8Array.from(rows.words, (w) => (/^\d/.test(w) ? 1 : 0));
  const lengths = Uint8Array.from(rows.words, (w) => w.length);
  const idf = Float32Array.from(answerRows, (df) => (df > 0 ? Math.log(n / df) : 0));

  // Pairs of adjacent words of answers.
  const wordCount = new Int32Array(size);
  const pairs = pairTable(seed, items.length / 4);
  const pairAt = new Int32Array(items.length).fill(-1);
  let total = 0;
  for (let row = 0; row < n; row++) {
    const to = Math.min(starts[row + 1], starts[row] + looked);
    for (let p = starts[row]; p < to; p++) {
      wordCount[items[p]]++;
      total++;
      if (p + 1 < to) pairAt[p] = pairs.add(items[p], items[p + 1]);
    }
  }
  const pairCount = new Int32Array(pairs.size);
  for (const p of pairAt) if (p >= 0) pairCount[p]++;
  const log = (c: number): number => Math.log(c + smoothing);

  const { slot, wordVectors, mean } = wordMeanings(rows, answerRows, idf, isWord, seed);
  const whole = new Float32Array(d);
  const part = new Float32Array(d);
  const last = new Int32Array(size).fill(-1);
  const inPrompt = new Int32Array(size).fill(-1);
  const prompt = new Float32Array(d);

  const sentence = (
    vector: Float32Array,
    from: number,
    to: number,
    own: Float32Array,
    ownLength: number,
  ): number => {
    vector.fill(0);
    let used = 0;
    for (let p = from; p < to; p++) {
      const w = items[p];
      if (slot[w] < 0) continue;
      used++;
      // The row's own share of the word's meaning is left out: else every word fits its own row.
      const share = ownLength > 0 ? 1 / answerRows[w] : 0;
      for (let k = 0; k < d; k++)
        vector[k] += idf[w] * (wordVectors[slot[w] * d + k] - share * (own[k] - mean[k]));
    }
    return used;
  };
  const own = new Float32Array(d);
  for (let row = 0; row < n; row++) {
    const from = starts[row];
    const to = Math.min(starts[row + 1], from + looked);
    const end = starts[row + 1];
    const count = to - from;
    out.words[row] = end - from;
    if (count < 2) continue;
    for (const w of listOf(rows.context, row)) inPrompt[w] = row;
    // First and last sentence; a stop between figures is a decimal point.
    let sentences = 0;
    let firstEnd = Math.min(to, from + sentenceWords);
    let found = false;
    for (let p = from; p < to; p++) {
      if (!ends[items[p]] || (p + 1 < to && isDigit[items[p + 1]] && p > from && isDigit[items[p - 1]]))
        continue;
      sentences++;
      if (!found && p - from >= 2) {
        firstEnd = Math.min(firstEnd, p + 1);
        found = true;
      }
    }
    out['sentence words'][row] = count / Math.max(1, sentences);
    // Of one line nothing can be said.
    const lines = rows.manner[row * mannerSize + at.lines];
    if (lines > 1) out['line words'][row] = (end - from) / lines;
    let lastStart = Math.max(from, end - sentenceWords);
    for (let p = end - 3; p >= lastStart; p--) {
      if (ends[items[p]] && !(isDigit[items[p + 1]] && p > from && isDigit[items[p - 1]])) {
        lastStart = p + 1;
        break;
      }
    }
    let letters = 0;
    let distinct = 0;
    let copied = 0;
    let wordsHere = 0;
    const rare = { sum: 0, count: 0, unseen: 0 };
    const rareFirst = { sum: 0, count: 0, unseen: 0 };
    const rareLast = { sum: 0, count: 0, unseen: 0 };
    const flow = { sum: 0, count: 0 };
    const flowFirst = { sum: 0, count: 0 };
    const flowLast = { sum: 0, count: 0 };
    let worst = Infinity;
    let spliced = 0;
    let window = [0, 0, 0];
    const measure = (p: number, count1: boolean): void => {
      const w = items[p];
      const inFirst = p < firstEnd && count1;
      const inLast = p >= lastStart;
      if (isWord[w]) {
        const known = inPrompt[w] === row;
        if (count1) {
          wordsHere++;
          letters += lengths[w];
          if (last[w] !== row) distinct++;
          last[w] = row;
          if (known) copied++;
        }
        const rarity = known ? 0 : idf[w];
        const isNew = !known && answerRows[w] + contextRows[w] <= unseen ? 1 : 0;
        if (count1) {
          rare.sum += rarity;
          rare.count++;
          rare.unseen += isNew;
        }
        if (inFirst) {
          rareFirst.sum += rarity;
          rareFirst.count++;
          rareFirst.unseen += isNew;
        }
        if (inLast) {
          rareLast.sum += rarity;
          rareLast.count++;
          rareLast.unseen += isNew;
        }
      }
      const pair = pairAt[p];
      if (pair < 0) return;
      const next = items[p + 1];
      // The pair's own place is not counted; of words seen nowhere else nothing can be said.
      const pmi =
        log(pairCount[pair] - 1) - Math.log(((wordCount[w] - 1) * (wordCount[next] - 1)) / total + smoothing);
      if (count1) {
        flow.sum += pmi;
        flow.count++;
        window = [window[1], window[2], pmi];
        if (flow.count >= 3) worst = Math.min(worst, window[0] + window[1] + window[2]);
        if (
          p > from &&
          pairAt[p - 1] >= 0 &&
          isWord[w] &&
          pairCount[pair] === 1 &&
          pairCount[pairAt[p - 1]] === 1
        ) {
          const bridge = pairs.find(items[p - 1], next);
          if (bridge >= 0 && pairCount[bridge] >= 2) spliced++;
        }
      }
      if (inFirst && p + 1 < firstEnd) {
        flowFirst.sum += pmi;
        flowFirst.count++;
      }
      if (inLast) {
        flowLast.sum += pmi;
        flowLast.count++;
      }
    };
    for (let p = from; p < to; p++) measure(p, true);
    for (let p = Math.max(to, lastStart); p < end; p++) measure(p, false);
    const ratio = (sum: number, by: number): number => (by > 0 ? sum / by : NaN);
    out.rarity[row] = ratio(rare.sum, rare.count);
    out['first rarity'][row] = ratio(rareFirst.sum, rareFirst.count);
    out['last rarity'][row] = ratio(rareLast.sum, rareLast.count);
    out['unseen words'][row] = rare.unseen;
    out['first unseen words'][row] = rareFirst.unseen;
    out['last unseen words'][row] = rareLast.unseen;
    out['edge rarity'][row] = Math.max(out['first rarity'][row], out['last rarity'][row]);
    out['edge unseen words'][row] = Math.max(rareFirst.unseen, rareLast.unseen);
    out.flow[row] = ratio(flow.sum, flow.count);
    out['first flow'][row] = ratio(flowFirst.sum, flowFirst.count);
    out['last flow'][row] = ratio(flowLast.sum, flowLast.count);
    out['worst flow'][row] = worst === Infinity ? NaN : worst;
    out['spliced words'][row] = spliced;
    out['spliced share'][row] = spliced / count;
    out.copied[row] = ratio(copied, wordsHere);
    out.variety[row] = wordsHere >= 20 ? distinct / wordsHere : NaN;
    out['word length'][row] = ratio(letters, wordsHere);

    const ownLength = rowVector(rows, row, own, idf, isWord, seed);
    if (to - firstEnd >= 4) {
      const a = sentence(part, from, firstEnd, own, ownLength);
      const b = sentence(whole, firstEnd, to, own, ownLength);
      if (a > 0 && b > 1) out['first fit'][row] = cosine(part, whole);
    }
    if (lastStart - from >= 4) {
      const a = sentence(part, lastStart, end, own, ownLength);
      const b = sentence(whole, from, Math.min(to, lastStart), own, ownLength);
      if (a > 0 && b > 1) out['last fit'][row] = cosine(part, whole);
    }
    const fits = [out['first fit'][row], out['last fit'][row]].filter((v) => !Number.isNaN(v));
    if (fits.length > 0) out['edge fit'][row] = Math.min(...fits);
    if (sentence(whole, from, to, own, ownLength) > 0) {
      prompt.fill(0);
      let used = 0;
      for (const w of listOf(rows.context, row)) {
        if (slot[w] < 0) continue;
        used++;
        for (let k = 0; k < d; k++) prompt[k] += idf[w] * wordVectors[slot[w] * d + k];
      }
      if (used > 0) out['prompt fit'][row] = cosine(whole, prompt);
    }
  }
  return out;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let k = 0; k < d; k++) {
    ab += a[k] * b[k];
    aa += a[k] * a[k];
    bb += b[k] * b[k];
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN;
}

/** The answer of a row as a unit vector of its words; its length before. */
function rowVector(
  rows: CompactRows,
  row: number,
  into: Float32Array,
  idf: Float32Array,
  isWord: Uint8Array,
  seed: number,
): number {
  into.fill(0);
  for (const w of listOf(rows.answer, row).subarray(0, looked)) {
    if (isWord[w]) addSigns(into, 0, w, seed, idf[w]);
  }
  return normalise(into, 0);
}

/** Words that get a meaning, 256 bytes each: the commonest of those in three answers and in at most a fifth of them. */
const maxMeanings = 2 ** 17;

/** A word's meaning here: the mean vector of the answers that hold it, less that of all answers. */
function wordMeanings(
  rows: CompactRows,
  answerRows: Int32Array,
  idf: Float32Array,
  isWord: Uint8Array,
  seed: number,
): { slot: Int32Array; wordVectors: Float32Array; mean: Float32Array } {
  const n = rows.count;
  const usable = (w: number): boolean => isWord[w] === 1 && answerRows[w] >= 3 && answerRows[w] <= 0.2 * n;
  const counts = answerRows.filter((_, w) => usable(w)).sort();
  const fewest = counts.length > maxMeanings ? counts[counts.length - maxMeanings] + 1 : 3;
  let size = 0;
  const slot = answerRows.map((df, w) => (df >= fewest && usable(w) ? size++ : -1));
  const wordVectors = new Float32Array(size * d);
  const mean = new Float32Array(d);
  const own = new Float32Array(d);
  const last = new Int32Array(size).fill(-1);
  for (let row = 0; row < n; row++) {
    if (rowVector(rows, row, own, idf, isWord, seed) === 0) continue;
    for (let k = 0; k < d; k++) mean[k] += own[k] / n;
    for (const w of listOf(rows.answer, row).subarray(0, looked)) {
      const s = slot[w];
      if (s < 0 || last[s] === row) continue;
      last[s] = row;
      for (let k = 0; k < d; k++) wordVectors[s * d + k] += own[k];
    }
  }
  for (let w = 0; w < slot.length; w++) {
    if (slot[w] < 0) continue;
    for (let k = 0; k < d; k++) {
      const at = slot[w] * d + k;
      wordVectors[at] = wordVectors[at] / answerRows[w] - mean[k];
    }
  }
  return { slot, wordVectors, mean };
}
