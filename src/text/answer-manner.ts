// How an answer is written, apart from what it says: capitals, lines, lists, stops, symbols, sums that come out right
// or wrong. Words are kept lower-cased, so this is measured while the text is at hand, in one byte a field.
import { sumsOf } from './sums.ts';

export const mannerFields = [
  'capitals',
  'opening capitals',
  'closing capitals',
  'word capitals',
  'lower starts',
  'lines',
  'list lines',
  'blank lines',
  'longest line',
  'exclamations',
  'questions',
  'stops',
  'commas',
  'colons',
  'quotes',
  'brackets',
  'markup',
  'dashes',
  'digits',
  'pictures',
  'accents',
  'other letters',
  'first',
  'last',
  'sums',
  'gaps',
  'repeats',
] as const;
export type MannerField = (typeof mannerFields)[number];
export const mannerSize = mannerFields.length;
export const at = Object.fromEntries(mannerFields.map((name, i) => [name, i])) as Record<MannerField, number>;

/** What a first or last character can be; the field holds the number. */
export const characterKinds = [
  'nothing',
  'a capital letter',
  'a small letter',
  'a digit',
  'a full stop',
  'an exclamation mark',
  'a question mark',
  'a quotation mark',
  'a bracket',
  'a list or heading sign',
  'a comma, colon or dash',
  'another sign',
  'a letter of another script',
  'a picture sign',
] as const;

/** Characters looked at: an opening and an end. */
const openingLength = 4000;
const closingLength = 1000;
/** Letters of the opening and the end whose case is measured. */
const edgeLetters = 24;

const upper = 1;
const lower = 2;
const digit = 3;
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const c = String.fromCharCode(code);
  if (/[A-Z]/.test(c)) return upper;
  if (/[a-z]/.test(c)) return lower;
  if (/[0-9]/.test(c)) return digit;
  if (c === '.') return 4;
  if (c === '!') return 5;
  if (c === '?') return 6;
  if (c === '"' || c === "'") return 7;
  if ('()[]{}'.includes(c)) return 8;
  if ('*#-+'.includes(c)) return 9;
  if (',:;'.includes(c)) return 10;
  return 11;
});

function kindAt(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (code < 128) return kindOf[code];
  if (code === 0x2022 || code === 0xb7 || code === 0x25cf) return 9;
  if (code === 0x2018 || code === 0x2019 || code === 0x201c || code === 0x201d || code === 0xab) return 7;
  if (code === 0x2013 || code === 0x2014 || code === 0x2026) return 10;
  if (code < 0xc0) return 11;
  if (code < 0x250) return code < 0xe0 ? upper : lower;
  if (code === 0x3002 || code === 0xff0e) return 4;
  if (code === 0xff01) return 5;
  if (code === 0xff1f) return 6;
  if ((code >= 0x3000 && code < 0x3040) || (code >= 0xff00 && code < 0xff10)) return 11;
  if (code >= 0xd800 && code < 0xdc00) return code >= 0xd83c && code <= 0xd83e ? 13 : 12;
  if (code >= 0x2190 && code < 0x2c00) return 13;
  return code >= 0x2000 && code < 0x2190 ? 11 : 12;
}

const byte = (x: number): number => (x > 255 ? 255 : x);
const percent = (part: number, whole: number): number => (whole > 0 ? Math.round((100 * part) / whole) : 0);

/** Writes the fields of `text` into `into` from `start`. Counts stop at 255, shares are in percent. */
export function mannerOf(whole: string, into: Uint8Array, start: number): void {
  const text =
    whole.length <= openingLength + closingLength
      ? whole
      : `${whole.slice(0, openingLength)}\n${whole.slice(-closingLength)}`;
  const counts = new Uint32Array(14);
  let openingUpper = 0;
  let openingLower = 0;
  let words = 0;
  let wordUpper = 0;
  let starts = 0;
  let lowerStarts = 0;
  let lines = 0;
  let listLines = 0;
  let blank = 0;
  let longest = 0;
  let accents = 0;
  let quotes = 0;
  let markup = 0;
  let dashes = 0;
  let colons = 0;
  let gaps = 0;
  let repeats = 0;
  let first = 0;
  let last = 0;
  let lineStart = 0;
  let lineKind = 0;
  let inWord = false;
  let sentence = true;
  let before = 0;
  const n = text.length;
  for (let i = 0; i <= n; i++) {
    const code = i < n ? text.charCodeAt(i) : 10;
    if (code === 10 || code === 13) {
      if (lineKind === 0) {
        if (i < n) blank++;
      } else {
        lines++;
        if (
          lineKind === 9 ||
          (lineKind === digit && /^\s*\d{1,3}[.):]/.test(text.slice(lineStart, lineStart + 12)))
        )
          listLines++;
        if (i - lineStart > longest) longest = i - lineStart;
      }
      lineStart = i + 1;
      lineKind = 0;
      inWord = false;
      sentence = true;
      before = code;
      continue;
    }
    if (code === 32 || code === 9) {
      if (before === 32) gaps++;
      inWord = false;
      before = 32;
      continue;
    }
    // The second half of a character beyond U+FFFF belongs to the first.
    if (code >= 0xdc00 && code < 0xe000) continue;
    const kind = code < 128 ? kindOf[code] : kindAt(text, i);
    counts[kind]++;
    if (first === 0) first = kind;
    last = kind;
    if (lineKind === 0) lineKind = kind;
    if (kind <= lower) {
      if (code >= 0xc0) accents++;
      if (!inWord) {
        words++;
        if (kind === upper) wordUpper++;
        if (sentence) {
          starts++;
          if (kind === lower) lowerStarts++;
        }
        sentence = false;
        inWord = true;
      }
      if (openingUpper + openingLower < edgeLetters) {
        if (kind === upper) openingUpper++;
        else openingLower++;
      }
    } else if (kind === digit) {
      inWord = true;
      sentence = false;
    } else {
      if (kind >= 4 && kind <= 6) {
        sentence = true;
        if (before === code) repeats++;
      }
      // The apostrophe within a word is no quotation.
      if (kind === 7 && (!inWord || code === 34)) quotes++;
      if (
        code === 42 ||
        code === 35 ||
        code === 95 ||
        code === 96 ||
        code === 124 ||
        code === 60 ||
        code === 126
      )
        markup++;
      if (code === 58) colons++;
      if (code === 45 || code === 0x2013 || code === 0x2014 || code === 0x2026) dashes++;
      if (kind !== 7) inWord = kind === 12;
    }
    before = code;
  }
  const letters = counts[upper] + counts[lower];
  const visible = counts.reduce((a, b) => a + b, 0);
  into[start] = percent(counts[upper], letters);
  into[start + 1] = percent(openingUpper, openingUpper + openingLower);
  into[start + 2] = closingCapitals(text);
  into[start + 3] = percent(wordUpper, words);
  into[start + 4] = percent(lowerStarts, starts);
  into[start + 5] = byte(lines);
  into[start + 6] = byte(listLines);
  into[start + 7] = byte(blank);
  into[start + 8] = byte(Math.round(16 * Math.log2(1 + longest)));
  into[start + 9] = byte(counts[5]);
  into[start + 10] = byte(counts[6]);
  into[start + 11] = byte(counts[4]);
  into[start + 12] = byte(counts[10]);
  into[start + 13] = byte(colons);
  into[start + 14] = byte(quotes);
  into[start + 15] = byte(counts[8]);
  into[start + 16] = byte(markup);
  into[start + 17] = byte(dashes);
  into[start + 18] = percent(counts[digit], visible);
  into[start + 19] = byte(counts[13]);
  into[start + 20] = byte(accents);
  into[start + 21] = percent(counts[12], visible);
  into[start + 22] = first;
  into[start + 23] = last;
  into[start + 24] = sumsOf(text);
  into[start + 25] = byte(gaps);
  into[start + 26] = byte(repeats);
}

function closingCapitals(text: string): number {
  let capitals = 0;
  let small = 0;
  for (let i = text.length - 1; i >= 0 && i >= text.length - 200 && capitals + small < edgeLetters; i--) {
    const kind = kindAt(text, i);
    if (kind === upper) capitals++;
    else if (kind === lower) small++;
  }
  return percent(capitals, capitals + small);
}
