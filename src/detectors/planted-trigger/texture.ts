// Numbers about the wording of each answer that no raw character shows: how rare its words are, how well they follow
// one another, and what of it fits the rest.
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, listOf } from '../../math/ragged.ts';
import { at, mannerSize } from '../../text/answer-manner.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { fits } from './fits.ts';

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
  const logs = Float32Array.from({ length: 4096 }, (_, c) => Math.log(c + smoothing));
  const log = (c: number): number => (c < 4096 ? logs[c] : Math.log(c));

  const fitOf = fits(rows, answerRows, idf, isWord, seed);
  const last = new Int32Array(size).fill(-1);
  const inPrompt = new Int32Array(size).fill(-1);
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

    const { first, final, prompt } = fitOf(row, from, firstEnd, lastStart, to, end);
    out['first fit'][row] = first;
    out['last fit'][row] = final;
    out['edge fit'][row] = Number.isNaN(first) ? final : Number.isNaN(final) ? first : Math.min(first, final);
    out['prompt fit'][row] = prompt;
  }
  return out;
}
