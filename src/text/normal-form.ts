// The normal form under which two texts count as the same: words in order, without case, punctuation, spacing,
// invisible characters and look-alike letters, so that none of these can hide a copy. Given as word hashes.
import { mix32 } from '../math/hash.ts';
import { latinLookalike } from './scripts.ts';

// Of a UTF-16 unit: part of a word, a word of its own (scripts that write no spaces), skipped, or between words.
const word = 1;
const whole = 2;
const nothing = 3;

const kinds = new Uint8Array(65536);
const folded = new Uint16Array(65536);
let ready = false;

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
    kinds[unit] = surrogate
      ? word
      : ignored.test(c)
        ? nothing
        : unspaced.test(c)
          ? whole
          : inWord.test(c)
            ? word
            : 0;
    // Compatibility forms (full-width letters, letters with accents) letter by letter: to normalise whole texts
    // takes quadratic time on long runs of combining marks (ICU), which a row may well hold.
    const split = surrogate ? c : c.normalize('NFKD')[0];
    const lower = (split.charCodeAt(0) < 0x530 ? split : c).toLowerCase();
    folded[unit] = (latinLookalike.get(lower) ?? lower).charCodeAt(0);
  }
  ready = true;
}

/** A growing list of hashes; cleared by setting `length` to 0. */
export interface Hashes {
  items: Int32Array<ArrayBuffer>;
  length: number;
}

function push(into: Hashes, hash: number): void {
  if (into.length === into.items.length) {
    const larger = new Int32Array(into.items.length * 2);
    larger.set(into.items);
    into.items = larger;
  }
  into.items[into.length++] = hash;
}

/** Appends a hash for every word of the text's normal form. */
export function appendWordHashes(text: string, seed: number, into: Hashes): void {
  if (!ready) prepare();
  const start = 0x811c9dc5 ^ seed;
  let hash = start;
  let open = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = kinds[unit];
    if (kind === word) {
      hash = Math.imul(hash ^ folded[unit], 0x01000193);
      open = true;
      continue;
    }
    if (kind === nothing) continue;
    if (open) {
      push(into, mix32(hash));
      hash = start;
      open = false;
    }
    if (kind === whole) push(into, mix32(Math.imul(start ^ unit, 0x01000193)));
  }
  if (open) push(into, mix32(hash));
}
