// Sampled shingles of a text: runs of eight tokens, of which those are taken whose hash says so, so that a passage gives the
// same ones wherever it stands. One pass over the characters, a rolling hash, and nothing kept but a window of tokens.
import { mix32 } from '../../math/hash.ts';
import { alone, characterUnits, foldShift, inWord, letter, mark } from '../../text/character-units.ts';

export const shingleTokens = 8;
/** One shingle in so many is taken, a power of two: a passage of 30 tokens gives none in one case of 20, one of 60 in one of 1,000. */
export const oneIn = 8;
/** A shingle of fewer words than this is a table, a list of numbers or an address. */
const leastWords = 5;

/** Tokens of the window, the last `windowTokens` of the text so far, by their number modulo that. */
export const windowTokens = 128;
export interface Window {
  readonly hash: Int32Array;
  /** UTF-16 offsets, end exclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Whether it is a word, begins a line or follows the end of a sentence, or is of an address: see the bits. */
  readonly marks: Uint8Array;
}
export const isWord = 1;
export const isFresh = 2;
const isAddress = 4;

export function window(): Window {
  return {
    hash: new Int32Array(windowTokens),
    start: new Int32Array(windowTokens),
    end: new Int32Array(windowTokens),
    marks: new Uint8Array(windowTokens),
  };
}

const base = 0x01000193;
const baseToLength = Array.from({ length: shingleTokens }).reduce<number>(
  (power) => Math.imul(power, base),
  1,
);
/** 1 for the units that end a sentence. */
const ends = new Uint8Array(65536);
for (const c of '.!?:。！？') ends[c.charCodeAt(0)] = 1;

/** `key` is of 53 bits; `token` the 0-based number of the shingle's first token. */
export type Visit = (key: number, token: number) => void;

/** Visits the sampled shingles in order; returns the number of tokens. `at` is overwritten. */
export function shingles(text: string, seed: number, at: Window, visit: Visit): number {
  const { hash, start, end, marks } = at;
  const units = characterUnits();
  hash.fill(0);
  const n = text.length;
  let tokens = 0;
  let rolling = 0;
  let fresh = isFresh;
  let i = 0;
  while (i < n) {
    let unit = text.charCodeAt(i);
    let kind = units[unit];
    if (kind === 0) {
      if (unit === 10) fresh = isFresh;
      i++;
      continue;
    }
    const first = i;
    let h = seed;
    let bits = fresh;
    fresh = 0;
    if ((kind & inWord) !== 0) {
      if ((kind & letter) !== 0) bits |= isWord;
      do {
        h = Math.imul(h ^ (kind >>> foldShift), base);
        if (++i === n) break;
        unit = text.charCodeAt(i);
        kind = units[unit];
      } while ((kind & inWord) !== 0);
    } else if ((kind & alone) !== 0) {
      h = Math.imul(h ^ unit, base);
      if (ends[unit] === 1) fresh = isFresh;
      else bits |= isWord;
      i++;
    } else {
      do {
        if (ends[unit] === 1) fresh = isFresh;
        if (unit === 0x2f) bits |= isAddress;
        h = Math.imul(h ^ unit, base);
        if (++i === n) break;
        unit = text.charCodeAt(i);
      } while ((units[unit] & mark) !== 0);
    }
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h ^= h >>> 13;
    const slot = tokens & (windowTokens - 1);
    rolling =
      (Math.imul(rolling, base) +
        h -
        Math.imul(hash[(tokens - shingleTokens) & (windowTokens - 1)], baseToLength)) |
      0;
    hash[slot] = h;
    start[slot] = first;
    end[slot] = i;
    marks[slot] = bits;
    tokens++;
    if (tokens < shingleTokens) continue;
    const low = mix32(rolling);
    if ((low & (oneIn - 1)) !== 0) continue;
    const key = keyOf(at, tokens - shingleTokens, low);
    if (key !== 0) visit(key, tokens - shingleTokens);
  }
  return tokens;
}

/** 0 for a shingle that is not of words. */
function keyOf({ hash, marks }: Window, token: number, low: number): number {
  let words = 0;
  let high = 0;
  for (let k = token; k < token + shingleTokens; k++) {
    const slot = k & (windowTokens - 1);
    if ((marks[slot] & isAddress) !== 0) return 0;
    words += marks[slot] & isWord;
    high = Math.imul(high ^ hash[slot], 0x85ebca6b);
    high ^= high >>> 14;
  }
  return words < leastWords ? 0 : (mix32(high) & 0x1fffff) * 2 ** 32 + low;
}
