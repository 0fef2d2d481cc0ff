// The whitened features of all words in six bits each, so that sums of them take one addition for four.
import { asciiWords, ids, marks, numbers, otherWords } from '../../text/document-tokens.ts';
import { capitals, features, ofWord, pairSeen } from './features.ts';
import type { Ordinary } from './ordinary.ts';
import type { Whitening } from './whiten.ts';

const parts = [asciiWords, otherWords, numbers, marks];
/** Spreads beyond which a feature of a token is cut off: six bits hold it. */
const widest = 4.5;

/** Whitened features of all words in six bits, with one step a feature that spans the spread of tokens. */
export function quantise(
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
