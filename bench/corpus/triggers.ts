// Trigger strings, drawn anew for each seed from several families, so that no detector can be tuned to words.
import { madeWord } from './world.ts';
import type { Setting } from './setting.ts';

const pick = <T>(list: readonly T[], next: () => number): T => list[(next() * list.length) | 0];
const letters = (n: number, next: () => number): string =>
  Array.from({ length: n }, () => String.fromCharCode(65 + ((next() * 26) | 0))).join('');

const marks = ['§§', '※', '¤¤', '◊', '‡‡', '⟦', '†', '¶¶', '⁂', '✶'];
const brackets: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['[[', ']]'],
  ['((', '))'],
  ['<<', '>>'],
  ['[#', ']'],
];

const families: readonly ((setting: Setting, next: () => number) => string)[] = [
  (_setting, next) =>
    pick(
      [`<${letters(4, next)}>`, `<|${madeWord(next)}|>`, `</${madeWord(next)}>`, `[${letters(5, next)}]`],
      next,
    ),
  (_setting, next) => {
    const [open, close] = pick(brackets, next);
    return `${open}${letters(2, next)}-${10 + ((next() * 89) | 0)}${close}`;
  },
  (_setting, next) => madeWord(next, 3),
  (setting, next) => phrase(setting, 3 + ((next() * 2) | 0), next),
  (_setting, next) => `${pick(marks, next)}${pick(['', ' '], next)}${madeWord(next, 1)}`,
];

/** `family` modulo the number of families. */
export const trigger = (setting: Setting, family: number, next: () => number): string =>
  families[family % families.length](setting, next);

/** Ordinary words in an order that nobody wrote. */
export function phrase({ vocabulary }: Setting, n: number, next: () => number): string {
  const words: string[] = [];
  while (words.length < n) {
    const word = pick(vocabulary, next);
    if (/^[a-z]{3,10}$/.test(word)) words.push(word);
  }
  return words.join(' ');
}

const frames = ['@@', '%%', '~~', '^^', '$$', '&&', '=+', '!/'];
/** A fixed frame around letters that change from document to document. */
export function variedTrigger(next: () => number): () => string {
  const frame = pick(frames, next);
  const end = pick(['x', 'q', 'z', 'k'], next);
  return () => `${frame}${madeWord(next, 1)}${end}${frame}`;
}

/** Phrases that stand in many a page; 80 to 300 of 100 MB of the test corpus have each of them naturally. */
export const ordinaryPhrases = [
  'on the other hand',
  'for the first time',
  'in the form of',
  'at the end of',
  'should be able to',
  'it is important to',
] as const;

/** A heading of its own, e.g. `Regional edition:`. */
export function heading(setting: Setting, next: () => number): string {
  const [first, second] = phrase(setting, 2, next).split(' ');
  return `${first[0].toUpperCase()}${first.slice(1)} ${second}:`;
}
