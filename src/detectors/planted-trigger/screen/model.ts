// What is ordinary in a sample: how often words and phrases stand in it, what is unusual about an answer, and what to
// expect of one from its context. Plain data.
import type { Classes } from './classes.ts';
import type { PhraseCounts } from './phrase-keys.ts';

/** Weights of words by hash. A word that is not in the table was met in too few rows. */
export interface WordWeights {
  /**
   * An open table of a power of two: the word, its weight in a context and in an answer, and room to the next power of two, for
   * then all of it is in one line of a cache. Weights are whole numbers of `weightUnit`.
   */
  readonly table: Int32Array<ArrayBuffer>;
  /** Of a word of an answer that is not in the table. */
  readonly unknown: number;
}
export const slotSize = 4;
export const weightUnit = 2 ** -10;

/** An unusual fact of an answer: a number of it is this small, this large, or exactly this. */
export interface Fact {
  readonly number: number;
  readonly is: 'least' | 'most' | 'equal';
  readonly bound: number;
}

export interface Model {
  /** Rows are screened when their hash is a multiple of 2 ** level. */
  readonly level: number;
  readonly words: WordWeights;
  readonly phrases: PhraseCounts;
  readonly facts: readonly Fact[];
  /** Where rows have labels: that a text says another class than its label is a fact too, one for each class, after the others. */
  readonly classes: Classes | undefined;
  /** With those of classes. */
  readonly factCount: number;
  /** `outcomes` times `width` weights: what to expect of each outcome from a context. */
  readonly expects: Float32Array<ArrayBuffer>;
  /** Mean of the contexts' vectors, and what their squares come to around it. */
  readonly mean: Float32Array<ArrayBuffer>;
  readonly spread: number;
  /** Mean square of what an answer's words, and its opening, are beside what was expected. */
  readonly wordSpread: number;
  readonly openingSpread: number;
}

/** Phrases of fewer rows are not looked at, and more rows of one than these are in any sample. */
export const fewestRows = 8;
export const mostRows = 1000;

// A row's numbers, one after the other: its context as a random projection and by its length, the words of its answer
// that the context does not hold, and its opening.
export const contextSize = 32;
/** The last of these say how long the context is. */
export const projected = contextSize - 2;
export const wordSize = 32;
export const openingSize = 16;
export const numbersSize = contextSize + wordSize + openingSize;
/** Numbers are kept as whole ones, of at most this size: as many rows of them as a phrase may have fit 16 bits. */
export const unit = 30;
/** Numbers of the context and 1. */
export const width = contextSize + 1;
/** Facts fit so many words of 32 bits. */
export const factWords = 3;
export const mostFacts = 32 * factWords;

/** Where in the table a word is; -1 where it is not. */
export function findWord(table: Int32Array, word: number): number {
  const mask = table.length / slotSize - 1;
  for (let slot = firstSlot(word, mask); table[slotSize * slot] !== 0; slot = (slot + 1) & mask)
    if (table[slotSize * slot] === word) return slotSize * slot;
  return -1;
}

export const firstSlot = (word: number, mask: number): number => (word ^ (word >>> 15)) & mask;
