// A text as the words that matter for orders to a model. Most texts hold none that could be part of one: a first look
// at each word's hash passes them over, and only the surroundings of what is left are taken to pieces.
import { anchors, knownWord, knownWords, longestWord } from './instruction-words.ts';

/** Words of a stretch of text, flat. */
export interface Lexed {
  readonly classes: readonly number[];
  /** Of words that are known; else 0. */
  readonly numbers: readonly number[];
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

/** Made when the first text is read: patterns make words known when they are loaded. */
let known: Uint8Array | undefined;
function mayBeKnown(): Uint8Array {
  if (known) return known;
  known = new Uint8Array(slots);
  for (const word of knownWords()) known[hashOf(word) & (slots - 1)] = 1;
  return known;
}

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
    numbers: [] as number[],
    starts: [] as number[],
    ends: [] as number[],
    sentence: [] as number[],
  };
  const table = mayBeKnown();
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
    let end = i;
    let h = 7;
    // Small letters beyond ASCII are not always one bit away.
    let plain = true;
    for (let c = code; ;) {
      h = step(h, c);
      plain &&= c < 128;
      if (++end >= to) break;
      c = text.charCodeAt(end);
      if (!isLetter(c) && !(isJoint(c) && end + 1 < to && isLetter(text.charCodeAt(end + 1)))) break;
    }
    const mayBe = end - i <= longestWord && (!plain || table[h & (slots - 1)] === 1);
    const word = mayBe ? knownWord(text.slice(i, end).toLowerCase()) : undefined;
    lexed.numbers.push(word?.number ?? 0);
    lexed.classes.push(word?.classes ?? 0);
    lexed.starts.push(i);
    lexed.ends.push(end);
    lexed.sentence.push(sentence);
    i = end;
  }
  return lexed;
}
