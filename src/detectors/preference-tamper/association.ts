// Does an answer say what answers to such a prompt say? Each prompt word is given the mean of what winners had over losers
// in the other rows that hold it (a bilinear model after one step); an answer goes with a prompt that points its way.
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { listOf, type Ragged } from '../../math/ragged.ts';
import type { Contests } from './contests.ts';
import type { Lexicon } from './answer-facts.ts';

/** Rows of a prompt word before what it says counts half. */
const shy = 3;
const answerWords = 200;

/** Unit vectors of answers by their words that are not in the prompt. */
export function answerVectors(
  { rows }: Contests,
  side: Ragged,
  { rarity }: Lexicon,
  seed: number,
): Float32Array {
  const vectors = new Float32Array(rows.count * d);
  const taken = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (const w of listOf(rows.context, row)) taken[w] = row;
    for (const w of listOf(side, row).subarray(0, answerWords)) {
      if (taken[w] === row) continue;
      taken[w] = row;
      addSigns(vectors, row * d, w, seed, rarity[w]);
    }
    normalise(vectors, row * d);
  }
  return vectors;
}

/** How much more the winner goes with its prompt than the loser does, by the other rows. */
export function association(
  { rows, sign, rating }: Contests,
  winners: Float32Array,
  losers: Float32Array,
  { rarity }: Lexicon,
): Float32Array {
  const counts = new Int32Array(rows.words.length);
  const last = new Int32Array(rows.words.length).fill(-1);
  const won = (row: number, k: number): number =>
    rating[row] ? sign[row] * winners[row * d + k] : winners[row * d + k] - losers[row * d + k];
  const eachWord = (row: number, visit: (w: number) => void): void => {
    for (const w of listOf(rows.context, row)) {
      if (last[w] === row) continue;
      last[w] = row;
      visit(w);
    }
  };
  for (let row = 0; row < rows.count; row++) eachWord(row, (w) => counts[w]++);
  last.fill(-1);
  // Most words are in one prompt alone: no other row says anything of them, and their sums would take most room.
  const number = new Int32Array(counts.length).fill(-1);
  let several = 0;
  counts.forEach((n, w) => {
    if (n > 1) number[w] = several++;
  });
  const sums = new Float32Array(several * d);
  for (let row = 0; row < rows.count; row++) {
    eachWord(row, (w) => {
      if (number[w] < 0) return;
      for (let k = 0; k < d; k++) sums[number[w] * d + k] += won(row, k);
    });
  }
  last.fill(-1);
  const expected = new Float64Array(d);
  return Float32Array.from({ length: rows.count }, (_, row) => {
    expected.fill(0);
    let length = 0;
    eachWord(row, (w) => {
      const n = number[w];
      if (n < 0) return;
      const others = counts[w] - 1;
      const weight = rarity[w] / (others + shy);
      for (let k = 0; k < d; k++) expected[k] += weight * (sums[n * d + k] - won(row, k));
    });
    let dot = 0;
    for (let k = 0; k < d; k++) {
      dot += expected[k] * won(row, k);
      length += expected[k] ** 2;
    }
    return length > 0 ? dot / Math.sqrt(length) : 0;
  });
}
