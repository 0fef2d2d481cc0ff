// Have the first and the last sentence of an answer to do with the rest of it, and the answer with its prompt? Words get
// their meaning from the answers of this corpus that hold them (random indexing, Sahlgren 2005).
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Words of an answer that give it its meaning. */
const looked = 200;
/** Fewest words of the rest that a sentence is held against. */
const fewestWords = 4;

/** Cosines; NaN where there is nothing to compare. */
export interface Fit {
  readonly first: number;
  readonly final: number;
  readonly prompt: number;
}

/** The fit of a row whose answer [from, end) has its first sentence before `firstEnd` and its last from `lastStart`. */
export type FitOf = (
  row: number,
  from: number,
  firstEnd: number,
  lastStart: number,
  to: number,
  end: number,
) => Fit;

export function fits(
  rows: CompactRows,
  answerRows: Int32Array,
  idf: Float32Array,
  isWord: Uint8Array,
  seed: number,
): FitOf {
  const { slot, wordVectors, mean } = wordMeanings(rows, answerRows, idf, isWord, seed);
  const { items } = rows.answer;
  const own = new Float32Array(d);
  const [whole, first, final, rest, prompt] = Array.from({ length: 5 }, () => new Float32Array(d));
  /** Adds the meanings of answer words [from, to); how many have one. */
  const add = (vector: Float32Array, from: number, to: number): number => {
    let used = 0;
    for (let p = from; p < to; p++) {
      const w = items[p];
      if (slot[w] < 0) continue;
      used++;
      const o = slot[w] * d;
      // The row's own share of the word's meaning is left out: else every word fits its own row.
      const share = 1 / answerRows[w];
      for (let k = 0; k < d; k++) vector[k] += idf[w] * (wordVectors[o + k] - share * (own[k] - mean[k]));
    }
    return used;
  };
  const against = (part: Float32Array, words: number, all: number): number => {
    if (words === 0 || all - words < 2) return NaN;
    for (let k = 0; k < d; k++) rest[k] = whole[k] - part[k];
    return cosine(part, rest);
  };
  return (row, from, firstEnd, lastStart, to, end) => {
    rowVector(rows, row, own, idf, isWord, seed);
    whole.fill(0);
    first.fill(0);
    final.fill(0);
    const inFirst = add(first, from, firstEnd);
    const inFinal = add(final, Math.max(firstEnd, lastStart), end);
    const all = inFirst + inFinal + add(whole, firstEnd, Math.min(to, Math.max(firstEnd, lastStart)));
    for (let k = 0; k < d; k++) whole[k] += first[k] + final[k];
    let asked = NaN;
    if (all > 0) {
      prompt.fill(0);
      let used = 0;
      for (const w of listOf(rows.context, row)) {
        if (slot[w] < 0) continue;
        used++;
        for (let k = 0; k < d; k++) prompt[k] += idf[w] * wordVectors[slot[w] * d + k];
      }
      if (used > 0) asked = cosine(whole, prompt);
    }
    return {
      first: to - firstEnd >= fewestWords ? against(first, inFirst, all) : NaN,
      final: lastStart - from >= fewestWords && lastStart >= firstEnd ? against(final, inFinal, all) : NaN,
      prompt: asked,
    };
  };
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
