// The normal form under which two texts count as the same: words in order, without case, punctuation, spacing,
// invisible characters and look-alike letters, so that none of these can hide a copy. Given as word hashes.
import { mix32 } from '../math/hash.ts';
import { latinLookalike } from './scripts.ts';

// What a UTF-16 unit is in the normal form: part of a word, between words, nothing at all, or a word of its own in
// scripts that write no spaces. The first two are masks, so that the loop below needs no branch for them.
const part = -1;
const between = 0;
const nothing = 1;
const whole = 2;
const kinds = new Int8Array(65536).fill(between);
const folded = new Uint16Array(65536);
let ready = false;

/** For each unit a number that units folded to the same one share; drawn by the seed, so that no two words can be made to collide. */
const drawn = new Int32Array(65536);
let drawnFor: number | undefined;

function draw(seed: number): void {
  if (!ready) prepare();
  for (let unit = 0; unit < 65536; unit++) {
    drawn[unit] = kinds[unit] === part || kinds[unit] === whole ? mix32(folded[unit] + mix32(seed)) : 0;
  }
  drawnFor = seed;
}

function prepare(): void {
  const inWord = /[\p{L}\p{M}\p{N}_]/u;
  const unspaced =
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;
  // Accents are ignored too: one letter may be written with or without, or as letter and mark.
  const ignored = /[\p{Cf}\p{Variation_Selector}\u0300-\u036f]/u;
  for (let unit = 0; unit < 65536; unit++) {
    const c = String.fromCharCode(unit);
    // Half of an astral character counts as a part of a word: both halves together are told apart by the hash.
    const surrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (surrogate) kinds[unit] = part;
    else if (ignored.test(c)) kinds[unit] = nothing;
    else if (unspaced.test(c)) kinds[unit] = whole;
    else if (inWord.test(c)) kinds[unit] = part;
    folded[unit] = surrogate || kinds[unit] === whole ? unit : foldedLetter(c);
  }
  ready = true;
}

function foldedLetter(c: string): number {
  // Compatibility forms (full-width letters, letters with accents) letter by letter: to normalise whole texts
  // takes quadratic time on long runs of combining marks (ICU), which a row may well hold.
  const split = c.normalize('NFKD')[0];
  const lower = (split.charCodeAt(0) < 0x530 ? split : c).toLowerCase();
  return (latinLookalike.get(lower) ?? lower).charCodeAt(0);
}

/** A growing list of words, each as two hashes that know nothing of each other; cleared by setting `length` to 0. */
export interface WordHashes {
  low: Int32Array<ArrayBuffer>;
  high: Int32Array<ArrayBuffer>;
  length: number;
}

export function wordHashes(capacity = 1024): WordHashes {
  return { low: new Int32Array(capacity), high: new Int32Array(capacity), length: 0 };
}

const lowFactor = 0x9e3779b1;
const highFactor = 0x2c9277b5;

/** Characters taken at once, and the words that they may end: each character one, and itself another. */
const stretch = 2048;
const lows = new Int32Array(2 * stretch + 2);
const highs = new Int32Array(2 * stretch + 2);

/** Appends the hashes of every word of the text's normal form. */
export function appendWordHashes(text: string, seed: number, into: WordHashes): void {
  if (drawnFor !== seed) draw(seed);
  let low = 0;
  let high = 0;
  let inWord = between;
  for (let from = 0; from < text.length; from += stretch) {
    const end = Math.min(text.length, from + stretch);
    let count = 0;
    for (let i = from; i < end; i++) {
      const unit = text.charCodeAt(i);
      const kind = kinds[unit];
      if (kind > 0) {
        if (kind === nothing) continue;
        // A word of its own ends the one before it.
        lows[count] = low;
        highs[count] = high;
        count -= inWord;
        lows[count] = drawn[unit];
        highs[count++] = ~drawn[unit];
        low = high = inWord = 0;
        continue;
      }
      // Ends of words come every few characters and cannot be foreseen: without branches this takes half the time.
      // What stands at the end of the list is overwritten until the word has ended.
      lows[count] = low;
      highs[count] = high;
      count += inWord & ~kind & 1;
      const form = drawn[unit];
      low = (Math.imul(low, lowFactor) + form) & kind;
      high = (Math.imul(high, highFactor) ^ form) & kind;
      inWord = kind;
    }
    if (end === text.length && inWord === part) {
      lows[count] = low;
      highs[count++] = high;
    }
    append(count, into);
  }
}

function append(count: number, into: WordHashes): void {
  if (into.length + count > into.low.length) widen(into, count);
  const { low, high, length } = into;
  for (let i = 0; i < count; i++) {
    low[length + i] = lows[i];
    high[length + i] = highs[i];
  }
  into.length = length + count;
}

/** Makes room for so many more words. */
function widen(words: WordHashes, more: number): void {
  const { low, high } = words;
  words.low = new Int32Array(2 * (words.length + more));
  words.high = new Int32Array(2 * (words.length + more));
  words.low.set(low);
  words.high.set(high);
}
