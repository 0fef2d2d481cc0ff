// The normal form under which two texts count as the same: words in order, without case, punctuation, spacing,
// invisible characters and look-alike letters, so that none of these can hide a copy. Given as word hashes.
import { mix32 } from '../math/hash.ts';
import { latinLookalike } from './scripts.ts';

// What a UTF-16 unit is in the normal form: between words, part of a word, nothing at all, or a word of its own in
// scripts that write no spaces.
const between = 0;
const part = 1;
const nothing = 2;
const whole = 3;

/** For each UTF-16 unit what it is, and what stands for it in a word: units that are not told apart have the same. */
export interface UnitForms {
  readonly kinds: Uint8Array<ArrayBuffer>;
  readonly forms: Uint16Array<ArrayBuffer>;
}

let known: UnitForms | undefined;

export function unitForms(): UnitForms {
  return (known ??= prepare());
}

function prepare(): UnitForms {
  const kinds = new Uint8Array(65536).fill(between);
  const forms = new Uint16Array(65536);
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
    forms[unit] = surrogate || kinds[unit] === whole ? unit : foldedLetter(c);
  }
  return { kinds, forms };
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

/** Units of a word that are hashed together, two to a number of 32 bits. */
export const blockUnits = 8;

/** What is drawn by the seed, so that no two words can be made to collide. */
export interface Drawn {
  /** For each pair of units in a block: it is crossed with one number and multiplied by another, odd one, ... */
  readonly mask: Int32Array;
  readonly factor: Int32Array;
  /** ... and weighted for each of the two hashes. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** By which the hashes of the blocks before are multiplied. */
  readonly chain: Int32Array;
}

export function drawnBy(seed: number): Drawn {
  let i = 0;
  const odd = (count: number): Int32Array =>
    Int32Array.from({ length: count }, () => mix32(mix32(seed) + Math.imul(++i, 0x9e3779b9)) | 1);
  return { mask: odd(4), factor: odd(4), low: odd(4), high: odd(4), chain: odd(2) };
}

let drawn: Drawn | undefined;
let drawnFor: number | undefined;
const block = new Uint16Array(blockUnits);
let low = 0;
let high = 0;

/** Appends the hashes of every word of the text's normal form. */
export function appendWordHashes(text: string, seed: number, into: WordHashes): void {
  if (!drawn || drawnFor !== seed) drawn = drawnBy((drawnFor = seed));
  const { kinds, forms } = unitForms();
  let held = 0;
  low = high = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = kinds[unit];
    if (kind === nothing) continue;
    // A word of its own ends the one before it.
    if (kind !== part && held > 0) held = endWord(drawn, held, into);
    if (kind === between) continue;
    if (held === blockUnits) held = takeBlock(drawn, held);
    block[held++] = forms[unit];
    if (kind === whole) held = endWord(drawn, held, into);
  }
  if (held > 0) endWord(drawn, held, into);
}

function endWord(by: Drawn, held: number, into: WordHashes): 0 {
  takeBlock(by, held);
  if (into.length === into.low.length) widen(into);
  into.low[into.length] = low ^ (low >>> 15);
  into.high[into.length++] = high ^ (high >>> 15);
  low = high = 0;
  return 0;
}

/** Takes what is held of a block into both hashes. */
function takeBlock({ mask, factor, low: lows, high: highs, chain }: Drawn, held: number): 0 {
  block.fill(0, held);
  low = Math.imul(low, chain[0]);
  high = Math.imul(high, chain[1]);
  for (let i = 0; i < 4; i++) {
    let pair = Math.imul((block[2 * i] | (block[2 * i + 1] << 16)) ^ mask[i], factor[i]);
    pair ^= pair >>> 16;
    low = (low + Math.imul(pair, lows[i])) | 0;
    high = (high + Math.imul(pair, highs[i])) | 0;
  }
  return 0;
}

function widen(words: WordHashes): void {
  for (const lane of ['low', 'high'] as const) {
    const wider = new Int32Array(2 * words.length);
    wider.set(words[lane]);
    words[lane] = wider;
  }
}
