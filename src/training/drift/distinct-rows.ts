// Rows that are alike word by word and teach the same say one thing, not many: judged once, so that copies neither stand on both sides of
// a fold nor pass for independent evidence.
import { mix32 } from '../../math/hash.ts';
import { random } from '../../math/random.ts';
import { appendTokenHashes, tokenHashes } from '../../text/token-hashes.ts';

export interface DistinctRows {
  /** The first of each kind, in order. */
  readonly first: Int32Array;
  /** For each row its number among them; -1 where it fell outside the sample. */
  readonly of: Int32Array;
  readonly distinct: number;
}

/** Of more distinct rows a sample is judged: some minutes' work. */
export const mostDistinct = 200_000;

/** `has`: row * outputs + k. */
export function distinctRows(
  texts: readonly string[],
  has: Uint8Array,
  outputs: number,
  seed: number,
  most = mostDistinct,
): DistinctRows {
  const n = texts.length;
  const kind = new Int32Array(n);
  const known = new Map<string, number>();
  const firsts: number[] = [];
  const tokens = tokenHashes();
  for (let i = 0; i < n; i++) {
    tokens.length = 0;
    appendTokenHashes(texts[i], seed, tokens);
    let [a, b] = [tokens.length, seed];
    for (let q = 0; q < tokens.length; q++) {
      a = mix32(Math.imul(a, 0x01000193) ^ tokens.items[q]);
      b = (Math.imul(b, 0x9e3779b1) + mix32(tokens.items[q] ^ 0x5bd1e995)) | 0;
    }
    for (let k = 0; k < outputs; k++) if (has[i * outputs + k] === 1) a = mix32(a + k + 1);
    const key = `${a} ${b}`;
    const at = known.get(key);
    kind[i] = at ?? firsts.length;
    if (at !== undefined) continue;
    known.set(key, firsts.length);
    firsts.push(i);
  }
  if (firsts.length <= most) return { first: Int32Array.from(firsts), of: kind, distinct: firsts.length };
  const next = random(seed);
  const number = new Int32Array(firsts.length).fill(-1);
  const kept: number[] = [];
  for (let d = 0; d < firsts.length; d++) {
    // Each of those that are left with the same chance, so that the sample has just this size.
    if (next() * (firsts.length - d) >= most - kept.length) continue;
    number[d] = kept.length;
    kept.push(firsts[d]);
  }
  return { first: Int32Array.from(kept), of: kind.map((d) => number[d]), distinct: firsts.length };
}
