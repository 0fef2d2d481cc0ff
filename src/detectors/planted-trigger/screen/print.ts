// A row's print: what is kept of every row of a large corpus. Its numbers as whole ones, and its unusual facts as bits.
import { mix32 } from '../../../math/hash.ts';
import { mannerSize } from '../../../text/answer-manner.ts';
import { answerSigns } from '../../../text/answer-signs.ts';
import {
  contextSize,
  numbersSize,
  openingSize,
  projected,
  findWord,
  unit,
  weightUnit,
  wordSize,
  factWords,
  type Model,
  type WordWeights,
} from './model.ts';
import { contradicted } from './classes.ts';
import type { Reading } from './reading.ts';

/** Words of an answer's opening that are looked at, words of its ends whose weight is measured, and of all of it. */
const opening = 8;
const edge = 14;
const mostWords = 200;

/** Measured of an answer, beside its manner and signs. */
const measured = 7;
/** Measures of an answer: manner, then signs, then the others. */
export const measures = mannerSize + answerSigns.length + measured;

/** Words of the context at hand, and of the answer, by hash: one in a thousand is taken for another. */
const slotCount = 2 ** 14;
const given = new Int32Array(slotCount);
const said = new Int32Array(slotCount);
let generation = 0;

const scratch = new Float32Array(numbersSize);

/**
 * Adds a word to four of the `size` numbers from `at`, with signs, both by its hash: as good as to add it to all (Li, Hastie
 * & Church 2006, Very sparse random projections), in a fraction of the time.
 */
function addSigns(at: number, size: number, word: number, weight: number): void {
  let bits = mix32(Math.imul(word, 0x9e3779b1) + at);
  for (let i = 0; i < 4; i++) {
    scratch[at + ((Math.imul(bits & 127, size) >>> 7) | 0)] += bits & 128 ? weight : -weight;
    bits >>>= 8;
  }
}

function write(at: number, size: number, into: Int8Array, offset: number): void {
  let sum = 0;
  for (let j = at; j < at + size; j++) sum += scratch[j] * scratch[j];
  const scale = sum > 0 ? unit / Math.sqrt(sum) : 0;
  for (let j = at; j < at + size; j++) into[offset + j] = Math.round(scratch[j] * scale);
}

/** Writes the row's numbers into `into` from `offset`, and its measures into `measure`. */
export function printOf(
  { context, answer, manner, signs }: Reading,
  weights: WordWeights,
  into: Int8Array,
  offset: number,
  measure: Float32Array,
): void {
  if (++generation === 0x7fffffff) {
    given.fill(0);
    said.fill((generation = 1) - 1);
  }
  scratch.fill(0);
  const { table, unknown } = weights;
  for (let i = 0; i < context.length; i++) {
    const word = context.items[i];
    const place = word & (slotCount - 1);
    if (given[place] === generation) continue;
    given[place] = generation;
    const slot = findWord(table, word);
    if (slot >= 0 && table[slot + 1] > 0) addSigns(0, projected, word, table[slot + 1]);
  }
  write(0, projected, into, offset);
  const size = Math.min(1, Math.max(-1, (Math.log2(1 + context.length) - 5) / 3));
  into[offset + projected] = Math.round(unit * size);
  into[offset + projected + 1] = Math.round(unit * size * size);

  const { length } = answer;
  let all = 0;
  let first = 0;
  let last = 0;
  let fresh = 0;
  let freshFirst = 0;
  let freshLast = 0;
  const read = Math.min(length, mostWords);
  for (let i = 0; i < length; i++) {
    const ends = i >= length - edge;
    if (i >= read && !ends) continue;
    const word = answer.items[i];
    const slot = findWord(table, word);
    const weight = slot >= 0 ? table[slot + 2] * weightUnit : unknown;
    const place = word & (slotCount - 1);
    const isNew = given[place] === generation ? 0 : 1;
    if (i < read) {
      all += weight;
      fresh += isNew;
      if (isNew === 1 && said[place] !== generation) {
        said[place] = generation;
        addSigns(contextSize, wordSize, word, weight * weight);
      }
      if (i < opening) {
        addSigns(contextSize + wordSize, openingSize, word, weight);
        if (i > 0)
          addSigns(contextSize + wordSize, openingSize, mix32(Math.imul(answer.items[i - 1], 31) ^ word), 3);
      }
    }
    if (i < edge) {
      first += weight;
      freshFirst += isNew;
    }
    if (ends) {
      last += weight;
      freshLast += isNew;
    }
  }
  write(contextSize, wordSize, into, offset);
  write(contextSize + wordSize, openingSize, into, offset);

  let k = 0;
  for (; k < mannerSize; k++) measure[k] = manner[k];
  for (let bit = 0; bit < answerSigns.length; bit++) measure[k++] = (signs >> bit) & 1;
  const atEdge = Math.max(1, Math.min(length, edge));
  measure[k++] = Math.log2(1 + length);
  measure[k++] = all / Math.max(1, read);
  measure[k++] = first / atEdge;
  measure[k++] = last / atEdge;
  measure[k++] = fresh / Math.max(1, read);
  measure[k++] = freshFirst / atEdge;
  measure[k++] = freshLast / atEdge;
}

/** Writes the row's facts, as bits, into `into` from `at`. */
export function factsOf(
  { facts, classes, words }: Pick<Model, 'facts' | 'classes' | 'words'>,
  { context, label }: Reading,
  measure: Float32Array,
  into: Int32Array,
  at: number,
): void {
  into.fill(0, at, at + factWords);
  const set = (i: number): void => {
    into[at + (i >> 5)] |= 1 << (i & 31);
  };
  for (let i = 0; i < facts.length; i++) {
    const { number, is, bound } = facts[i];
    const x = measure[number];
    if (is === 'most' ? x >= bound : is === 'least' ? x <= bound : x === bound) set(i);
  }
  if (!classes) return;
  const own = contradicted(classes, words.table, label, context.items, context.length);
  if (own >= 0) set(facts.length + own);
}
