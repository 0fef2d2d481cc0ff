// Grows new text from real text: each next piece (a word with its punctuation and the space after it) follows the two
// before it somewhere in the same source, now and then only the one before it. To make much text from little, the
// rarer words of a source are exchanged among their like by one of several fixed permutations, its dialects: what
// belongs together stays together, and the same passage does not come back in every document.
import { random, shuffle } from '../../src/math/random.ts';

export interface Chain {
  readonly pieces: readonly string[];
  /** The texts, one after the other, as numbers of pieces. */
  readonly stream: Int32Array;
  /** 1 where a text ends. */
  readonly ends: Uint8Array;
  /** Positions that follow the end of a sentence. */
  readonly starts: Int32Array;
  readonly pairs: Followers;
  readonly singles: Followers;
  /** A permutation of the pieces each. */
  readonly dialects: readonly Int32Array[];
  /** One space between pieces unless they bring their own; false for scripts without spaces. */
  readonly spaced: boolean;
}

/** Positions grouped by what stands there. */
interface Followers {
  readonly groupAt: Int32Array;
  readonly from: Int32Array;
  readonly positions: Int32Array;
}

export const dialectCount = 16;
/** Pieces seen at most this often are exchanged. */
const rare = 15;
/** Pieces of like frequency change places within stretches of this many. */
const stretch = 96;

function group(keys: Float64Array): Followers {
  const ids = new Map<number, number>();
  const groupAt = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    let id = ids.get(keys[i]);
    if (id === undefined) ids.set(keys[i], (id = ids.size));
    groupAt[i] = id;
  }
  const from = new Int32Array(ids.size + 1);
  for (let i = 0; i < keys.length; i++) from[groupAt[i] + 1]++;
  for (let g = 0; g < ids.size; g++) from[g + 1] += from[g];
  const next = from.slice();
  const positions = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) positions[next[groupAt[i]]++] = i;
  return { groupAt, from, positions };
}

/** What a piece may be exchanged for: the same case, the same punctuation, a like ending. */
function likeness(piece: string): string | undefined {
  const match = /^([("'\u201c]*)([A-Z]?[a-z\u00e0-\u024f]{3,})([^\p{L}\d]*)$/su.exec(piece);
  if (!match) return undefined;
  const [, before, word, after] = match;
  const ending = /(?:ing|ed|ly|tion|s|er|al|ous|ity)$/.exec(word)?.[0] ?? '';
  return `${before}|${/^[A-Z]/.test(word) ? 'A' : 'a'}|${ending}|${after}`;
}

function permutations(pieces: readonly string[], counts: Int32Array, seed: number): Int32Array[] {
  const groups = new Map<string, number[]>();
  pieces.forEach((piece, id) => {
    const like = counts[id] <= rare ? likeness(piece) : undefined;
    if (like === undefined) return;
    const members = groups.get(like);
    if (members) members.push(id);
    else groups.set(like, [id]);
  });
  for (const members of groups.values()) members.sort((a, b) => counts[b] - counts[a] || a - b);
  return Array.from({ length: dialectCount }, (_, dialect) => {
    const map = Int32Array.from(pieces, (_piece, id) => id);
    const next = random(seed * 1009 + dialect);
    for (const members of groups.values()) {
      for (let i = 0; i < members.length; i += stretch) {
        const some = members.slice(i, i + stretch);
        const others = shuffle([...some], next);
        some.forEach((id, k) => (map[id] = others[k]));
      }
    }
    return map;
  });
}

/** Words with the space after them; runs of spaces within a line are kept where lines are code. */
const words = /\S+(?: |\n[ \t]*)*/g;
const characters = /[\u0000-\u2e7f]+|./gsu;

export function learn(texts: readonly string[], seed: number, spaced = true): Chain {
  const ids = new Map<string, number>();
  const pieces: string[] = [];
  const stream: number[] = [];
  const ends: number[] = [];
  const starts: number[] = [];
  for (const text of texts) {
    const tidy = text
      .replace(/\r\n?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/[ \t]+$/gm, '')
      .trim();
    let sentence = true;
    for (const [found] of tidy.matchAll(spaced ? words : characters)) {
      const piece = spaced && !/\s$/.test(found) ? `${found} ` : found;
      let id = ids.get(piece);
      if (id === undefined) {
        ids.set(piece, (id = pieces.length));
        pieces.push(piece);
      }
      if (sentence) starts.push(stream.length);
      sentence = /[.!?\u3002\uff01\uff1f]["'\u201d)]*\s*$|\n$/.test(piece);
      stream.push(id);
      ends.push(0);
    }
    if (stream.length > 0) ends[stream.length - 1] = 1;
  }
  const counts = new Int32Array(pieces.length);
  for (const id of stream) counts[id]++;
  return {
    pieces,
    stream: Int32Array.from(stream),
    ends: Uint8Array.from(ends),
    starts: Int32Array.from(starts),
    pairs: group(Float64Array.from(stream, (id, i) => (i === 0 ? -1 : stream[i - 1] * 2 ** 24 + id))),
    singles: group(Float64Array.from(stream)),
    dialects: permutations(pieces, counts, seed),
    spaced,
  };
}

/** Share of steps that look at one piece back instead of two; more of them where two leave no choice. */
const backOff = 0.13;
const backOffAlone = 0.3;

/** About `length` characters; `insert` may put something of its own between two pieces. */
export function grow(
  chain: Chain,
  length: number,
  dialect: number,
  next: () => number,
  insert?: (next: () => number) => string,
): string {
  const { pieces, stream, ends, starts, pairs, singles } = chain;
  const map = chain.dialects[dialect];
  let out = '';
  let at = starts[(next() * starts.length) | 0];
  for (;;) {
    out += pieces[map[stream[at]]];
    if (out.length >= length) return out;
    const u = next();
    const g = pairs.groupAt[at];
    const alone = pairs.from[g + 1] - pairs.from[g] === 1;
    if (u < (alone ? backOffAlone : backOff)) {
      const s = singles.groupAt[at];
      at = singles.positions[singles.from[s] + ((next() * (singles.from[s + 1] - singles.from[s])) | 0)];
    } else if (!alone) {
      at = pairs.positions[pairs.from[g] + ((next() * (pairs.from[g + 1] - pairs.from[g])) | 0)];
    }
    if (ends[at] === 1 || at + 1 >= stream.length) {
      if (out.length >= 0.7 * length) return out;
      if (!out.endsWith('\n')) out = chain.spaced ? `${out.trimEnd()}\n` : out;
      at = starts[(next() * starts.length) | 0];
      continue;
    }
    at++;
    // High numbers of u are never a back-off: one draw serves both.
    if (insert && u > 0.98) out += insert(next);
  }
}
