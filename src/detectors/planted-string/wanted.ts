// Finds the candidates in a text: only where both of the first words fit one is the string itself looked up.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import { joinHash, keyHead, longest, pairOf } from './keys.ts';
import { bitOf, has, put } from './pairs.ts';
import type { Candidates } from './candidates.ts';

export interface Wanted {
  /** Calls `found` with each candidate's number and the token at which it begins, in order of the text. */
  search(tokens: DocumentTokens, found: (candidate: number, at: number, length: number) => void): void;
}

/** Bits for the first word of candidates, for the first two, and for all: so few that they stay near the processor. */
const aloneBits = 16;
const beginBits = 17;
const wholeBits = 17;

function aloneSlot(word: number): number {
  return (word ^ (word >>> 2)) & (2 ** aloneBits - 1);
}

function beginSlot(first: number, pair: number): number {
  return Math.imul((first << 12) | pair, 0x9e3779b1) >>> (32 - beginBits);
}

function wholeSlot(hash: number): number {
  return hash >>> (32 - wholeBits);
}

/** `mostTokens`: of a text. */
export function wanted({ high, low }: Candidates, seed: number, mostTokens: number): Wanted {
  const alone = new Uint32Array(2 ** aloneBits / 32);
  const begins = new Uint32Array(2 ** beginBits / 32);
  const wholes = new Uint32Array(2 ** wholeBits / 32);
  high.forEach((key, i) => {
    const length = ((key >>> 12) & 3) + 1;
    if (length === 1) put(alone, aloneSlot(key >>> 14));
    else put(begins, beginSlot(key >>> 14, key & 0xfff));
    put(wholes, wholeSlot(low[i]));
  });
  const candidateOf = table(high, low);
  const places = new Int32Array(mostTokens);

  /** Fills in the places whose first words fit a candidate; returns how many. Without branches, for nobody can guess which do. */
  function fitting({ id, length }: DocumentTokens): number {
    let n = 0;
    let second = id[0] & (ids - 1);
    const last = length - 1;
    for (let at = 0; at < last; at++) {
      const first = second;
      second = id[at + 1] & (ids - 1);
      places[n] = at;
      n += bitOf(alone, aloneSlot(first)) | bitOf(begins, beginSlot(first, pairOf(first, second)));
    }
    if (length > 0 && has(alone, aloneSlot(second))) places[n++] = last;
    return n;
  }

  return {
    search(tokens, found) {
      const { letters } = tokens;
      const n = fitting(tokens);
      for (let i = 0; i < n; i++) {
        const at = places[i];
        const most = Math.min(longest, tokens.length - at);
        let hash = seed;
        for (let length = 1; length <= most; length++) {
          hash = joinHash(hash, letters[at + length - 1]);
          if (!has(wholes, wholeSlot(hash))) continue;
          const candidate = candidateOf(keyHead(tokens, at, length), hash);
          if (candidate >= 0) found(candidate, at, length);
        }
      }
    },
  };
}

/** The number of a key, or -1. */
function table(
  high: Uint32Array<ArrayBuffer>,
  low: Uint32Array<ArrayBuffer>,
): (high: number, low: number) => number {
  const mask = 2 ** Math.ceil(Math.log2(4 * high.length + 1)) - 1;
  // Both halves side by side, and small numbers: what is looked up here and there is to stay near the processor.
  const keys = new Int32Array(2 * high.length);
  const next = new Uint16Array(mask + 1);
  const placeOf = (ofHigh: number, ofLow: number): number => {
    const h = Math.imul(ofLow ^ Math.imul(ofHigh, 0x9e3779b1), 0x2c1b3c6d);
    let place = (h ^ (h >>> 15)) & mask;
    for (; next[place] > 0; place = (place + 1) & mask) {
      const at = 2 * next[place] - 2;
      if (keys[at + 1] === ofLow && keys[at] === ofHigh) break;
    }
    return place;
  };
  for (let i = 0; i < high.length; i++) {
    keys[2 * i] = high[i];
    keys[2 * i + 1] = low[i];
    next[placeOf(keys[2 * i], keys[2 * i + 1])] = i + 1;
  }
  return (ofHigh, ofLow) => next[placeOf(ofHigh, ofLow)] - 1;
}
