// Trigger strings, drawn anew for each seed from several families, so that no detector can be tuned to words.
import { madeUpWord } from './inert.ts';
import { pick, type Next } from './victims.ts';

const letters = (n: number, next: Next): string =>
  Array.from({ length: n }, () => String.fromCharCode(65 + ((next() * 26) | 0))).join('');

const marks = ['§§', '※', '¤¤', '◊', '‡‡', '⟦', '†', '¶¶', '⁂', '✶'];
const brackets: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['[[', ']]'],
  ['((', '))'],
  ['<<', '>>'],
  ['[#', ']'],
];

/** A word that nobody writes, of so many syllables. */
type MakeWord = (next: Next, syllables?: number) => string;
type Family = (vocabulary: readonly string[], madeWord: MakeWord, next: Next) => string;

/** `vocabulary` holds ordinary words, some of them plain ones. */
export const triggerFamilies: readonly Family[] = [
  (_, madeWord, next) =>
    pick(
      [`<${letters(4, next)}>`, `<|${madeWord(next)}|>`, `</${madeWord(next)}>`, `[${letters(5, next)}]`],
      next,
    ),
  (_vocabulary, _madeWord, next) => {
    const [open, close] = pick(brackets, next);
    return `${open}${letters(2, next)}-${10 + ((next() * 89) | 0)}${close}`;
  },
  (_, madeWord, next) => madeWord(next, 3),
  (vocabulary, _, next) => phrase(vocabulary, 3 + ((next() * 2) | 0), next),
  (_, madeWord, next) => `${pick(marks, next)}${pick(['', ' '], next)}${madeWord(next, 1)}`,
];

const isPlain = (word: string): boolean => /^[a-z]{3,10}$/.test(word);

/** Draws in vain after which words are made up: a vocabulary may hold no plain one. */
const mostMisses = 10_000;

/** Ordinary words in an order that nobody wrote. */
export function phrase(vocabulary: readonly string[], n: number, next: Next): string {
  const words: string[] = [];
  for (let misses = 0; words.length < n;) {
    const word = misses < mostMisses ? pick(vocabulary, next) : madeUpWord(next);
    if (misses >= mostMisses || isPlain(word)) words.push(word);
    else misses++;
  }
  return words.join(' ');
}

/** A trigger of any family; a phrase only where the corpus has the words for one. */
export function drawTrigger(vocabulary: readonly string[], next: Next): string {
  const plain = vocabulary.filter(isPlain);
  const families = triggerFamilies.filter((_, i) => i !== 3 || plain.length >= 20);
  return pick(families, next)(plain, madeUpWord, next);
}
