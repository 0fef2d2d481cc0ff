// Finds the candidates in a text: only where both of the first words fit one is the string itself hashed.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import { joinHash, keyHead, longest, tokenHash, type TokenHashes } from './keys.ts';
import { has, put } from './pairs.ts';
import type { Candidates } from './candidates.ts';

export interface Wanted {
  /** Calls `found` with each candidate's number and the token at which it begins, in order of the text. */
  search(
    hashes: TokenHashes,
    tokens: DocumentTokens,
    found: (candidate: number, at: number, length: number) => void,
  ): void;
}

const headBits = 2 ** 22;

/** Place of the first half of a key in a table of bits. */
function slotOf(head: number): number {
  return (Math.imul(head, 0x9e3779b1) >>> 10) & (headBits - 1);
}

export function wanted({ high, low }: Candidates, seed: number): Wanted {
  const alone = new Uint32Array(ids / 32);
  const firsts = new Uint32Array(ids / 32);
  const heads = new Uint32Array(headBits / 32);
  const byKey = new Map<number, number>();
  for (let i = 0; i < high.length; i++) {
    const single = ((high[i] >>> 12) & 3) === 0;
    put(single ? alone : firsts, high[i] >>> 14);
    put(heads, slotOf(high[i]));
    byKey.set((high[i] >>> 12) * 2 ** 32 + low[i], i);
  }
  return {
    search(hashes, tokens, found) {
      const { id, length: n } = tokens;
      for (let at = 0; at < n; at++) {
        const first = id[at] & (ids - 1);
        const start = has(alone, first) ? 1 : 2;
        if (start === 2 && !has(firsts, first)) continue;
        let hash = seed;
        let hashed = 0;
        const most = Math.min(longest, n - at);
        for (let length = start; length <= most; length++) {
          const head = keyHead(tokens, at, length);
          if (!has(heads, slotOf(head))) continue;
          for (; hashed < length; hashed++) hash = joinHash(hash, tokenHash(hashes, at + hashed));
          const candidate = byKey.get((head >>> 12) * 2 ** 32 + (hash >>> 0));
          if (candidate !== undefined && high[candidate] === head >>> 0) found(candidate, at, length);
        }
      }
    },
  };
}
