// The features of a document's tokens, added up so that any stretch of it is one subtraction: sums of blocks of eight tokens, with
// two features in a number, and beside them how many pairs of words were seen before and how many capitals there are.
import { capital, idBits, ids } from '../../text/document-tokens.ts';
import { features } from './features.ts';
import type { Ordinary } from './ordinary.ts';
import { pairSlot } from './pairs.ts';

/** Tokens of a block. */
export const block = 8;
/** Numbers of a block's sum: of the features 4j, 4j + 2 and 4j + 1, 4j + 3, for j from 0 to 7. */
export const words = 16;
/** From the bit of a capital in an id to the high half of a flag. */
const capitalShift = idBits - 16;

export interface FeatureSums {
  /** Sums of all tokens before each block, modulo 2 ** 32: differences of less than a thousand tokens are exact. */
  readonly sums: Int32Array;
  /** Pairs that were seen in the low half, capitals in the high half. */
  readonly flagSums: Int32Array;
  /** Takes in a document; the sums are about it. */
  begin(id: Int32Array, length: number): void;
  /** Adds the features of a token, `times` 1 or -1; the last two numbers count pairs seen and capitals. */
  addToken(i: number, times: number, into: Float64Array): void;
  /** The features of the tokens [from, to), in the same form. */
  sumOf(from: number, to: number, into: Float64Array): void;
}

/** First feature of a number of a block's sum; the other is two further. */
export function featureOf(word: number): number {
  return 4 * (word >> 1) + (word & 1);
}

export function featureSums(
  { table, pairs }: Pick<Ordinary, 'table' | 'pairs'>,
  mostTokens: number,
): FeatureSums {
  const most = Math.ceil(mostTokens / block) + 2;
  const sums = new Int32Array(most * words);
  const flagSums = new Int32Array(most);
  const flag = new Int32Array(mostTokens);
  let id: Int32Array = new Int32Array(0);

  function flagTokens(tokens: Int32Array, n: number): void {
    const flags = flag;
    const seenPairs = pairs;
    let previous = -1;
    for (let i = 0; i < n; i++) {
      const token = tokens[i];
      const word = token & (ids - 1);
      const slot = pairSlot(previous, word);
      flags[i] = ((seenPairs[slot >>> 5] >>> (slot & 31)) & 1) | ((token & capital) >>> capitalShift);
      previous = word;
    }
    // Before the first token there is none.
    if (n > 0) flags[0] &= ~1;
  }

  function sumBlocks(tokens: Int32Array, n: number): void {
    const t = table;
    const s = sums;
    const flags = flag;
    let flagSum = 0;
    for (let b = 0, from = 0; from < n; b++, from += block) {
      const sum = b * words;
      const next = sum + words;
      if (from + block <= n) {
        flagSum += flags[from] + flags[from + 1] + flags[from + 2] + flags[from + 3];
        flagSum += flags[from + 4] + flags[from + 5] + flags[from + 6] + flags[from + 7];
        const a0 = (tokens[from] & (ids - 1)) << 3;
        const a1 = (tokens[from + 1] & (ids - 1)) << 3;
        const a2 = (tokens[from + 2] & (ids - 1)) << 3;
        const a3 = (tokens[from + 3] & (ids - 1)) << 3;
        const a4 = (tokens[from + 4] & (ids - 1)) << 3;
        const a5 = (tokens[from + 5] & (ids - 1)) << 3;
        const a6 = (tokens[from + 6] & (ids - 1)) << 3;
        const a7 = (tokens[from + 7] & (ids - 1)) << 3;
        for (let j = 0; j < 8; j++) {
          // Four tokens of six bits fit one byte.
          const x = (t[a0 + j] + t[a1 + j] + t[a2 + j] + t[a3 + j]) | 0;
          const y = (t[a4 + j] + t[a5 + j] + t[a6 + j] + t[a7 + j]) | 0;
          s[next + 2 * j] = s[sum + 2 * j] + (x & 0x00ff00ff) + (y & 0x00ff00ff);
          s[next + 2 * j + 1] = s[sum + 2 * j + 1] + ((x >>> 8) & 0x00ff00ff) + ((y >>> 8) & 0x00ff00ff);
        }
      } else {
        for (let w = 0; w < words; w++) s[next + w] = s[sum + w];
        for (let i = from; i < n; i++) {
          flagSum += flags[i];
          const a = (tokens[i] & (ids - 1)) << 3;
          for (let j = 0; j < 8; j++) {
            s[next + 2 * j] += t[a + j] & 0x00ff00ff;
            s[next + 2 * j + 1] += (t[a + j] >>> 8) & 0x00ff00ff;
          }
        }
      }
      flagSums[b + 1] = flagSum;
    }
  }

  function addToken(i: number, times: number, into: Float64Array): void {
    const a = (id[i] & (ids - 1)) << 3;
    for (let j = 0; j < 8; j++) {
      const four = table[a + j];
      into[4 * j] += times * (four & 0xff);
      into[4 * j + 1] += times * ((four >>> 8) & 0xff);
      into[4 * j + 2] += times * ((four >>> 16) & 0xff);
      into[4 * j + 3] += times * (four >>> 24);
    }
    into[features] += times * (flag[i] & 0xffff);
    into[features + 1] += times * (flag[i] >>> 16);
  }

  function sumOf(from: number, to: number, into: Float64Array): void {
    into.fill(0);
    const first = Math.ceil(from / block);
    const last = Math.floor(to / block);
    if (first >= last) {
      for (let i = from; i < to; i++) addToken(i, 1, into);
      return;
    }
    for (let w = 0; w < words; w++) {
      const sum = sums[last * words + w] - sums[first * words + w];
      into[featureOf(w)] = sum & 0xffff;
      into[featureOf(w) + 2] = sum >>> 16;
    }
    const flags = flagSums[last] - flagSums[first];
    into[features] = flags & 0xffff;
    into[features + 1] = flags >>> 16;
    for (let i = from; i < first * block; i++) addToken(i, 1, into);
    for (let i = last * block; i < to; i++) addToken(i, 1, into);
  }

  return {
    sums,
    flagSums,
    begin(ofDocument, length) {
      id = ofDocument;
      flagTokens(ofDocument, length);
      sumBlocks(ofDocument, length);
    },
    addToken,
    sumOf,
  };
}
