// A text as the words that matter for orders to a model. Most texts hold none that could be part of one: a first look
// at each word's hash passes them over, and only the surroundings of what is left are taken to pieces.
import { anchors, classesOf, longestWord } from './instruction-words.ts';

/** Words of a stretch of text, flat. */
export interface Lexed {
  readonly classes: readonly number[];
  readonly words: readonly string[];
  /** UTF-16 offsets into the whole text; end exclusive. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Number of the sentence that each word stands in. */
  readonly sentence: readonly number[];
}

/** UTF-16 units read on either side of a word that may be part of an order: two or three sentences. */
export const reach = 300;

const letters = new Uint8Array(128);
for (let c = 0; c < 128; c++) if (/[A-Za-z_]/.test(String.fromCharCode(c))) letters[c] = 1;
/** An apostrophe or a dash between two letters belongs to the word. */
const isJoint = (code: number): boolean => code === 0x27 || code === 0x2019 || code === 0x2d;
/** Letters beyond ASCII roughly: what is taken for one and is none only makes a word that no table holds. */
const isLetter = (code: number): boolean =>
  code < 128 ? letters[code] === 1 : code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7;

const slots = 2 ** 14;
const step = (h: number, code: number): number => (Math.imul(h, 31) + (code | 0x20)) & 0x7fffffff;
const hashOf = (word: string): number => {
  let h = 7;
  for (let i = 0; i < word.length; i++) h = step(h, word.charCodeAt(i));
  return h;
};
const anchorSet: ReadonlySet<string> = new Set(anchors);
const mayBeAnchor = new Uint8Array(slots);
for (const word of anchors) mayBeAnchor[hashOf(word) & (slots - 1)] = 1;

/** Stretches of `text` around words that may be part of an order, in order and apart. */
export function stretches(text: string): [number, number][] {
  const found: [number, number][] = [];
  const n = text.length;
  let h = 7;
  let start = -1;
  for (let i = 0; i <= n; i++) {
    const code = i < n ? text.charCodeAt(i) : 0x20;
    if (isLetter(code)) {
      if (start < 0) start = i;
      h = step(h, code);
      continue;
    }
    if (start < 0) continue;
    if (mayBeAnchor[h & (slots - 1)] === 1 && i - start <= longestWord) {
      if (anchorSet.has(text.slice(start, i).toLowerCase())) {
        const last = found.at(-1);
        const from = Math.max(0, start - reach);
        const to = Math.min(n, i + reach);
        if (last && from <= last[1]) last[1] = to;
        else found.push([from, to]);
      }
    }
    start = -1;
    h = 7;
  }
  return found;
}

/** The words of `text` between two offsets. */
export function lex(text: string, from: number, to: number): Lexed {
  const lexed = {
    classes: [] as number[],
    words: [] as string[],
    starts: [] as number[],
    ends: [] as number[],
    sentence: [] as number[],
  };
  let sentence = 0;
  for (let i = from; i < to;) {
    const code = text.charCodeAt(i);
    if (!isLetter(code)) {
      // A full stop ends a sentence when no letter follows directly; a new line when it does not go on in small letters.
      const stop = code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3002;
      const next = text.charCodeAt(i + 1);
      if (stop ? !(i + 1 < to && isLetter(next)) : code === 0x0a && !(next >= 0x61 && next <= 0x7a))
        sentence++;
      i++;
      continue;
    }
    let end = i + 1;
    while (
      end < to &&
      (isLetter(text.charCodeAt(end)) ||
        (isJoint(text.charCodeAt(end)) && end + 1 < to && isLetter(text.charCodeAt(end + 1))))
    )
      end++;
    const word = end - i <= longestWord ? text.slice(i, end).toLowerCase() : '';
    lexed.words.push(word);
    lexed.classes.push(word === '' ? 0 : classesOf(word));
    lexed.starts.push(i);
    lexed.ends.push(end);
    lexed.sentence.push(sentence);
    i = end;
  }
  return lexed;
}
