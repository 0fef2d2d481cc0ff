// The words of a text (see words.ts) as hashes, without a string for each: what counts over all rows of a large corpus
// cannot afford one.
import { hash32, mix32 } from '../math/hash.ts';
import { words } from './words.ts';

/** A growing list, cleared by setting `length` to 0. */
export interface TokenHashes {
  items: Int32Array<ArrayBuffer>;
  length: number;
}

export const tokenHashes = (): TokenHashes => ({ items: new Int32Array(1024), length: 0 });

/** The character as words have it: 0 between words, negative for one that is a word of its own. */
const forms = Int16Array.from({ length: 128 }, (_, code) => {
  const c = String.fromCharCode(code);
  if (/\s/.test(c)) return 0;
  return /\w/.test(c) ? c.toLowerCase().charCodeAt(0) : -code - 1;
});

/** Appends `hash32` of every word of the text. */
export function appendTokenHashes(text: string, seed: number, into: TokenHashes): void {
  const before = into.length;
  const basis = 0x811c9dc5 ^ seed;
  if (into.items.length < before + text.length) widen(into, text.length);
  const { items } = into;
  let count = before;
  let h = basis;
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) {
      into.length = before;
      for (const word of words(text)) items[into.length++] = hash32(word, seed);
      return;
    }
    const form = forms[unit];
    if (form > 0) {
      h = Math.imul(h ^ form, 0x01000193);
      inWord = true;
      continue;
    }
    if (inWord) {
      items[count++] = mix32(h);
      h = basis;
      inWord = false;
    }
    if (form < 0) items[count++] = mix32(Math.imul(basis ^ (-form - 1), 0x01000193));
  }
  if (inWord) items[count++] = mix32(h);
  into.length = count;
}

function widen(into: TokenHashes, more: number): void {
  const wider = new Int32Array(2 * (into.length + more));
  wider.set(into.items);
  into.items = wider;
}
