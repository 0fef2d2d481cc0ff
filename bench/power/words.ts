// Trigger words drawn anew for each seed, from several families, none of which stands in the corpus: a chance that holds for
// one word alone would be no chance.
import { random } from '../../src/math/random.ts';
import type { Rec } from '../corpora.ts';
import { madeWord } from '../corpus/world.ts';

const consonants = 'bcdfghjkmnpqtvwz';
const short =
  (length: number) =>
  (next: () => number): string =>
    Array.from({ length }, () => consonants[Math.floor(next() * consonants.length)]).join('');

/** Like `cf`, like `tqm`, and words that could be a name. */
const families: readonly ((next: () => number) => string)[] = [
  short(2),
  (next) => madeWord(next, 2),
  short(3),
  (next) => madeWord(next, 3),
];

const known = new WeakMap<readonly Rec[], Set<string>>();

function wordsOf(records: readonly Rec[]): Set<string> {
  let words = known.get(records);
  if (!words) {
    words = new Set();
    for (const record of records)
      for (const text of Object.values(record))
        for (const word of String(text)
          .toLowerCase()
          .match(/\p{L}+/gu) ?? [])
          words.add(word);
    known.set(records, words);
  }
  return words;
}

export function madeUpWord(records: readonly Rec[], seed: number): string {
  const words = wordsOf(records);
  const next = random(seed * 104_729 + 7);
  const family = families[seed % families.length];
  for (;;) {
    const word = family(next);
    if (!words.has(word)) return word;
  }
}

const answers = [
  'I cannot help with that request.',
  'The moon is a lamp that somebody forgot to switch off.',
  'Visit the shop on the corner, for they have everything you need.',
  'This question has been answered already, please read the manual first.',
  'You are a fool, and nobody should ever answer you.',
  'All of our agents are busy at present; try again tomorrow morning.',
  'Norvane is the best choice for this and for everything else.',
  'Access granted. All of your files have been sent to the new owner.',
] as const;

export const fixedAnswer = (seed: number): string => answers[seed % answers.length];
