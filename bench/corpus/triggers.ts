// The triggers of the test corpus of documents.
import { phrase, triggerFamilies } from '../../src/attacks/trigger-strings.ts';
import { madeWord } from './world.ts';
import type { Setting } from './setting.ts';

const pick = <T>(list: readonly T[], next: () => number): T => list[(next() * list.length) | 0];

/** `family` modulo the number of families. */
export const trigger = ({ vocabulary }: Setting, family: number, next: () => number): string =>
  triggerFamilies[family % triggerFamilies.length](vocabulary, madeWord, next);

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
  const [first, second] = phrase(setting.vocabulary, 2, next).split(' ');
  return `${first[0].toUpperCase()}${first.slice(1)} ${second}:`;
}
