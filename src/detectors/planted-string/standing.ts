// How a string stands in a document: what is before it, what is after the change, and which rare words both have.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import type { Standing } from './found.ts';
import { joinHash } from './keys.ts';
import { above, bitOf } from './pairs.ts';

/** Tokens before and after that are compared for words in common. */
const compared = 120;
/** Tokens of a passage. */
const passage = 8;
/** A word that says at least so much of a topic, of 255. */
const rare = 128;

/** What a line or a sentence ends with. */
const ends = new Set(Array.from('\n.!?:;', (mark) => mark.charCodeAt(0)));

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

export interface Standings {
  /** The tokens are those of another text. */
  begin(text: string): void;
  /** Of the string that begins at token `at` and is followed by a change at token `where`. */
  of(at: number, where: number): Standing;
}

/** Places for the words of a text: few, so that they stay near the processor. */
const slots = 2 ** 12;

/** `weight`: how much a word says of a topic. */
export function standings(tokens: DocumentTokens, weight: Uint8Array): Standings {
  const rareWords = above(weight, rare - 1);
  const room = tokens.id.length;
  let text = '';
  let linked = false;
  /** The last rare token whose word has its place there, counted on from text to text; for each such token the one before it. */
  const last = new Int32Array(slots);
  const sameSlot = new Int32Array(room);
  let base = 1;
  /** The rare tokens, and how many of them stand before each token. */
  const rareAt = new Int32Array(room + 1);
  const raresBefore = new Int32Array(room + 1);
  /** For each rare token the one before it with its word; -1 for none. */
  const previous = new Int32Array(room);
  /** Those with one before, and how many of them stand before each rare token, by its number among the rare. */
  const repeats = new Int32Array(room);
  const repeatsBefore = new Int32Array(room + 1);

  function link(): void {
    const { id, length } = tokens;
    if (base > 2 ** 31 - 1 - 2 * room) {
      last.fill(0);
      base = 1;
    }
    let rares = 0;
    for (let i = 0; i < length; i++) {
      raresBefore[i] = rares;
      rareAt[rares] = i;
      rares += bitOf(rareWords, id[i] & (ids - 1));
    }
    raresBefore[length] = rares;
    let repeated = 0;
    for (let k = 0; k < rares; k++) {
      repeatsBefore[k] = repeated;
      const i = rareAt[k];
      const word = id[i] & (ids - 1);
      const slot = (word ^ (word >>> 6)) & (slots - 1);
      let before = last[slot] - base;
      last[slot] = base + i;
      sameSlot[i] = before;
      while (before >= 0 && (id[before] & (ids - 1)) !== word) before = sameSlot[before];
      previous[i] = before;
      if (before >= 0) repeats[repeated++] = i;
    }
    repeatsBefore[rares] = repeated;
    base += length;
    linked = true;
  }

  function sharedWords(at: number, where: number): number {
    if (!linked) link();
    const from = Math.max(0, at - compared);
    const to = Math.min(tokens.length, where + compared);
    if (where >= to) return 0;
    const first = raresBefore[where];
    const all = raresBefore[to] - first;
    const end = repeatsBefore[first + all];
    let shared = 0;
    for (let k = repeatsBefore[first]; k < end; k++) {
      let before = previous[repeats[k]];
      while (before >= at) before = previous[before];
      if (before >= from) shared++;
    }
    return all === 0 ? 0 : shared / all;
  }

  function hashOf(from: number, to: number): number {
    let hash = 1;
    const end = Math.min(to, tokens.length);
    for (let i = Math.max(0, from); i < end; i++) hash = joinHash(hash, tokens.letters[i]);
    return hash;
  }

  /** Whether it begins a line or follows the end of a sentence. */
  function heads(at: number): boolean {
    let i = tokens.start[at] - 1;
    while (i >= 0 && isSpace(text.charCodeAt(i))) i--;
    return i < 0 || ends.has(text.charCodeAt(i));
  }

  return {
    begin(another) {
      text = another;
      linked = false;
    },
    of: (at, where) => ({
      before: hashOf(at - passage, at),
      after: hashOf(where, where + passage),
      heads: heads(at),
      shared: sharedWords(at, where),
    }),
  };
}
