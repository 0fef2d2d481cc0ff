// How a string stands in a document: what is before it, what is after the change, and which rare words both have.
import { ids, type DocumentTokens } from '../../text/document-tokens.ts';
import type { Standing } from './found.ts';
import { joinHash } from './keys.ts';

/** Tokens before and after that are compared for words in common. */
const compared = 120;
/** Tokens of a passage. */
const passage = 8;
/** A word that says at least so much of a topic, of 255. */
const rare = 128;

export interface Standings {
  /** The tokens are those of another text. */
  begin(text: string): void;
  /** Of the string that begins at token `at` and is followed by a change at token `where`. */
  of(at: number, where: number): Standing;
}

/** `weight`: how much a word says of a topic. */
export function standings(tokens: DocumentTokens, weight: Uint8Array): Standings {
  const room = tokens.id.length;
  let text = '';
  let linked = false;
  /** Where a word stood last, counted on from text to text. */
  const last = new Int32Array(ids);
  let base = 1;
  /** For each token where its word stands before it, if it does; -1 otherwise. */
  const previous = new Int32Array(room);
  const isRare = new Uint8Array(room);

  function link(): void {
    const { id, length } = tokens;
    if (base > 2 ** 31 - 1 - 2 * room) {
      last.fill(0);
      base = 1;
    }
    for (let i = 0; i < length; i++) {
      const word = id[i] & (ids - 1);
      previous[i] = Math.max(-1, last[word] - base);
      last[word] = base + i;
      isRare[i] = weight[word] >= rare ? 1 : 0;
    }
    base += length;
    linked = true;
  }

  function sharedWords(at: number, where: number): number {
    if (!linked) link();
    const from = Math.max(0, at - compared);
    const to = Math.min(tokens.length, where + compared);
    let all = 0;
    let shared = 0;
    for (let i = where; i < to; i++) {
      if (isRare[i] === 0) continue;
      all++;
      let before = previous[i];
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
    while (i >= 0 && (text[i] === ' ' || text[i] === '\t')) i--;
    return i < 0 || '\n.!?:;'.includes(text[i]);
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
