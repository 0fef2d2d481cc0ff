// Finds the candidates in a text: only where both of the first words fit one is the string itself looked up.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import { joinHash, longest, pairOf } from './keys.ts';
import { has, put } from './pairs.ts';
import type { Candidates } from './candidates.ts';

export interface Wanted {
  /** Calls `found` with each candidate's number and the token at which it begins, in order of the text. */
  search(tokens: DocumentTokens, found: (candidate: number, at: number, length: number) => void): void;
}

/** Bits for the first word of candidates, and for the first two: so few that they stay near the processor. */
const aloneBits = 16;
const beginBits = 17;

function slotOf(first: number, pair: number): number {
  return Math.imul((first << 12) | pair, 0x9e3779b1) >>> (32 - beginBits);
}

function aloneSlot(word: number): number {
  return (word ^ (word >>> 2)) & (2 ** aloneBits - 1);
}

export function wanted({ high, low }: Candidates, seed: number): Wanted {
  const alone = new Uint32Array(2 ** aloneBits / 32);
  const begins = new Uint32Array(2 ** beginBits / 32);
  /** Of the strings that begin so, a bit for each length. */
  const lengths = new Uint8Array(2 ** beginBits);
  for (const key of high) {
    const length = ((key >>> 12) & 3) + 1;
    const slot = slotOf(key >>> 14, key & 0xfff);
    if (length === 1) put(alone, aloneSlot(key >>> 14));
    else {
      put(begins, slot);
      lengths[slot] |= 1 << length;
    }
  }
  const candidateOf = table(high, low);
  return {
    search(tokens, found) {
      const { id, letters, length: n } = tokens;
      for (let at = 0; at < n; at++) {
        const first = id[at] & (ids - 1);
        const isAlone = has(alone, aloneSlot(first));
        const pair = at + 1 < n ? pairOf(first, id[at + 1] & (ids - 1)) : 0;
        const slot = slotOf(first, pair);
        const isBegin = has(begins, slot) && at + 1 < n;
        if (!isAlone && !isBegin) continue;
        let hash = joinHash(seed, letters[at]);
        if (isAlone) {
          const candidate = candidateOf(first << 14, hash);
          if (candidate >= 0) found(candidate, at, 1);
        }
        if (!isBegin) continue;
        const most = Math.min(longest, n - at);
        for (let length = 2; length <= most; length++) {
          hash = joinHash(hash, letters[at + length - 1]);
          if ((lengths[slot] & (1 << length)) === 0) continue;
          const candidate = candidateOf((first << 14) | ((length - 1) << 12) | pair, hash);
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
  const highs = Int32Array.from(high);
  const lows = Int32Array.from(low);
  const numbers = new Int32Array(mask + 1).fill(-1);
  const placeOf = (ofHigh: number, ofLow: number): number => {
    const h = Math.imul(ofLow ^ Math.imul(ofHigh, 0x9e3779b1), 0x2c1b3c6d);
    let place = (h ^ (h >>> 15)) & mask;
    for (; numbers[place] >= 0; place = (place + 1) & mask) {
      if (lows[numbers[place]] === ofLow && highs[numbers[place]] === ofHigh) break;
    }
    return place;
  };
  for (let i = 0; i < high.length; i++) numbers[placeOf(highs[i], lows[i])] = i;
  return (ofHigh, ofLow) => numbers[placeOf(ofHigh, ofLow)];
}
