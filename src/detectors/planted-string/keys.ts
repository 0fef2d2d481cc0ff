// Strings of one to four tokens as keys: exact to the letter, whatever white space stands between. The first half of a key
// holds the folded ids, so that a text need only be looked at closely where a wanted key may begin.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import type { Ordinary } from './ordinary.ts';
import { has, pairSlot } from './pairs.ts';

export const longest = 4;

/** Appends the hash of one more token. */
export function joinHash(hash: number, token: number): number {
  const h = Math.imul(hash ^ token, 0x85ebca6b);
  return Math.imul(h ^ (h >>> 13), 0xc2b2ae35) ^ (h >>> 16);
}

/** What the first half of a key holds of the second token beside the first. */
export function pairOf(first: number, second: number): number {
  return pairSlot(first, second) & 0xfff;
}

/** First half of the key of a string: the id of its first token, its length, and of the second token as much as fits. */
export function keyHead({ id }: DocumentTokens, at: number, length: number): number {
  const first = id[at] & (ids - 1);
  const pair = length === 1 ? 0 : pairOf(first, id[at + 1] & (ids - 1));
  return (first << 14) | ((length - 1) << 12) | pair;
}

/** Whether a token could be of a planted string: it is no frequent word, or makes no frequent pair with the one before. */
export function rarity(
  { frequentWords, frequentPairs }: Ordinary,
  { id }: DocumentTokens,
  i: number,
): number {
  const word = id[i] & (ids - 1);
  if (!has(frequentWords, word)) return rareWord;
  return i > 0 && !has(frequentPairs, pairSlot(id[i - 1] & (ids - 1), word)) ? rarePair : 0;
}

export const rareWord = 1;
/** Only as part of a string that holds the token before too. */
export const rarePair = 2;

/** Single characters of scripts without spaces are no strings. */
export function tooShort({ start, end }: DocumentTokens, text: string, at: number, length: number): boolean {
  return length === 1 && end[at] - start[at] === 1 && text.charCodeAt(start[at]) >= 0x2e80;
}
