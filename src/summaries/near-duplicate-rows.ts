// What is kept of rows to know their copies: the words of their normal form counted, an exact hash of them, and MinHash
// signatures of two parts of each row, the context and the answer or else two halves of its text. This is the plain
// version: near-duplicate-kernel.ts does the same several times as fast where WebAssembly runs.
import { mix32 } from '../math/hash.ts';
import { permutation, signWords, slots } from '../math/minhash.ts';
import { taught, type Row } from '../row.ts';
import { appendWordHashes, wordHashes, type WordHashes } from '../text/normal-form.ts';
import { exactLanes, signatureBytes } from './near-duplicate-records.ts';

/** One item a row in each list, as in records of rows; there until the next rows are signed. */
export interface Signed {
  readonly count: number;
  /** Words in each row; of a row without any there is nothing else. */
  readonly words: Uint32Array;
  readonly exact: Uint32Array;
  readonly signatures: Uint8Array;
}

/** Signs the rows from `from` on, at least one and as many as there is room for. */
export type SignRows = (rows: readonly Row[], from: number) => Signed;

/** Words of an answer that is compared on its own; a shorter one is compared together with what precedes it. */
export const answerWords = 8;
/** Rows signed at once. */
const roomFor = 256;

export function plainSigner(seed: number): SignRows {
  const shuffled = permutation(seed);
  const hashes = wordHashes();
  const words = new Uint32Array(roomFor);
  const exact = new Uint32Array(roomFor * exactLanes);
  const signatures = new Uint8Array(roomFor * signatureBytes);

  function signRow(row: Row, at: number): void {
    const answer = appendRow(row, seed, hashes);
    const { low, length } = hashes;
    words[at] = length;
    if (length === 0) return;
    digest(hashes, seed, exact, at * exactLanes);
    const twoTexts = answer > 0 && length - answer >= answerWords;
    const own = at * signatureBytes;
    // Words and pairs of neighbours among them.
    signWords(low, 0, twoTexts ? answer : (length + 1) >> 1, shuffled, signatures, own);
    signWords(low, twoTexts ? answer : length >> 1, length, shuffled, signatures, own + slots);
  }

  return (rows, from) => {
    const count = Math.min(roomFor, rows.length - from);
    for (let i = 0; i < count; i++) signRow(rows[from + i], i);
    return { count, words, exact, signatures };
  };
}

/** Hashes the words of a row and returns where the answer begins. */
function appendRow(row: Row, seed: number, into: WordHashes): number {
  into.length = 0;
  // A system prompt is what rows of one kind have in common; it says nothing about copies.
  for (const part of row.context) if (part.role !== 'system') appendWordHashes(part.text, seed, into);
  const answer = into.length;
  for (const part of taught(row.outcome)) appendWordHashes(part.text, seed, into);
  return answer;
}

/** Writes the 128 bits of a sequence of words. Two texts that differ in one word are told apart by that word's 64. */
function digest({ low, high, length }: WordHashes, seed: number, into: Uint32Array, offset: number): void {
  let a = seed | 0;
  let b = ~seed;
  let c = mix32(seed) | 0;
  let d = length;
  for (let i = 0; i < length; i++) {
    const x = low[i];
    const y = high[i];
    a = Math.imul(a ^ x, 0x85ebca6b) + (a >>> 15);
    b = Math.imul(b ^ y, 0xc2b2ae35) + (b >>> 13);
    c = Math.imul(c + x, 0x27d4eb2f) ^ (y + (c >>> 16));
    d = Math.imul(d + y, 0x165667b1) ^ (x + (d >>> 14));
  }
  into[offset] = mix32(a);
  into[offset + 1] = mix32(b);
  into[offset + 2] = mix32(c);
  into[offset + 3] = mix32(d);
}
