// Characters that a reader does not see or that change what a reader sees: zero-width and tag characters, runs of
// variation selectors, bidirectional controls, control characters. Where a script or an emoji needs one of them
// (Persian, Hindi, Khmer, a family emoji, a flag) it is ordinary and not reported.
import { collector, type Hidden } from './hidden.ts';
import {
  bidi,
  codeName,
  joining,
  misdecoded,
  ordinary,
  rightToLeft,
  selector,
  softHyphen,
  surrogate,
  unseenUnits as kinds,
  within,
  zeroWidth,
} from './unseen-characters.ts';

const letter = /[\p{L}\p{N}]/u;

/** Tag and selector runs carry bytes; what they spell, with anything that is not printable ASCII as `·`. */
const spell = (bytes: readonly number[]): string =>
  bytes.map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '·')).join('');

/** Shown of a decoded message, and how many printable characters make it one. */
const shownLength = 120;
const messageLength = 4;

const isMessage = (spelt: string): boolean => spelt.replace(/·/g, '').length >= messageLength;

function isRightToLeft(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (within(text.charCodeAt(i), rightToLeft)) return true;
  return false;
}

/** The letters and digits around [start, end) with the hidden stretch left out: the word it splits, or ''. */
function splitWord(text: string, start: number, end: number): string {
  const reach = 24;
  let from = start;
  while (from > 0 && start - from < reach && letter.test(text[from - 1])) from--;
  let to = end;
  while (to < text.length && to - end < reach && letter.test(text[to])) to++;
  return from < start && to > end ? (text.slice(from, start) + text.slice(end, to)).toLowerCase() : '';
}

function zeroWidthRun(text: string, start: number, end: number): Hidden | undefined {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  const after = end < text.length ? text.charCodeAt(end) : 0;
  const single = end - start === 1;
  if (single && (within(before, joining) || within(after, joining))) return undefined;
  // A byte order mark at the very start of a text is a left-over of its file.
  if (single && start === 0 && text.charCodeAt(0) === 0xfeff) return undefined;
  let different = false;
  for (let i = start + 1; i < end && !different; i++) different = text[i] !== text[start];
  const one = codeName(text.charCodeAt(start));
  return {
    kind: 'zero-width',
    start,
    end,
    shown: single ? one : different ? `${end - start} zero-width characters` : `${end - start} x ${one}`,
    // A long mixture can carry one bit a character.
    strong: different && end - start >= 8,
    word: splitWord(text, start, end),
  };
}

function selectorRun(start: number, end: number, bytes: readonly number[]): Hidden | undefined {
  if (bytes.length < 3) return undefined;
  const spelt = spell(bytes.slice(0, shownLength));
  const message = isMessage(spelt);
  return {
    kind: 'variation-text',
    start,
    end,
    shown: message
      ? `${bytes.length} variation selectors that spell "${spelt}"`
      : `${bytes.length} variation selectors`,
    strong: message,
    word: '',
  };
}

function tagRun(text: string, start: number, end: number): Hidden | undefined {
  const bytes: number[] = [];
  for (let i = start; i < end && bytes.length <= shownLength; i += 2)
    bytes.push(text.charCodeAt(i + 1) - 0xdc00);
  // A black flag, a region of letters and digits, the end tag: the flags of England, Scotland, Wales ...
  const flag = text.slice(Math.max(0, start - 2), start) === '\u{1f3f4}';
  if (flag && bytes.length <= 8 && bytes.at(-1) === 0x7f && /^[a-z0-9]{3,7}$/.test(spell(bytes.slice(0, -1))))
    return undefined;
  const spelt = spell(bytes.slice(0, shownLength));
  const message = isMessage(spelt);
  return {
    kind: 'tag-text',
    start,
    end,
    shown: `${(end - start) / 2} tag characters${message ? ` that spell "${spelt}"` : ''}`,
    strong: message,
    word: '',
  };
}

/** Tag characters are U+E0000 to U+E007F, further selectors U+E0100 to U+E01EF: both begin with U+DB40. */
function plane14(text: string, i: number): 'tag' | 'selector' | '' {
  if (text.charCodeAt(i) !== 0xdb40 || i + 1 >= text.length) return '';
  const low = text.charCodeAt(i + 1);
  if (low >= 0xdc00 && low <= 0xdc7f) return 'tag';
  return low >= 0xdd00 && low <= 0xddef ? 'selector' : '';
}

/** Everything hidden in a text, in order. */
export function invisibleIn(text: string): Hidden[] {
  const { found, put } = collector();
  const simple = (kind: Hidden['kind'], start: number, end: number, shown: string, strong = false) =>
    put({ kind, start, end, shown, strong, word: '' });
  let rtl: boolean | undefined;
  const n = text.length;
  for (let i = 0; i < n;) {
    const code = text.charCodeAt(i);
    const kind = kinds[code];
    if (kind === ordinary) {
      i++;
      continue;
    }
    const start = i;
    if (kind === surrogate) {
      const special = plane14(text, i);
      if (special === 'tag') {
        while (plane14(text, i) === 'tag') i += 2;
        put(tagRun(text, start, i));
      } else if (special === 'selector') {
        i = takeSelectors(text, i, put);
      } else if (code < 0xdc00 && i + 1 < n && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
        i += 2;
      } else {
        i++;
        simple('control', start, i, `${codeName(code)} half of a character`);
      }
    } else if (kind === selector) {
      i = takeSelectors(text, i, put);
    } else if (kind === bidi) {
      i++;
      rtl ??= isRightToLeft(text);
      const override = code === 0x202d || code === 0x202e;
      // In a text that is written from right to left all but overrides are everyday.
      if (override || !rtl) simple('bidi', start, i, codeName(code), override && !rtl);
    } else {
      do i++;
      while (i < n && kinds[text.charCodeAt(i)] === kind);
      if (kind === zeroWidth) put(zeroWidthRun(text, start, i));
      else if (kind === softHyphen) simple('soft-hyphen', start, i, codeName(code));
      else if (kind === misdecoded) simple('mis-decoded', start, i, codeName(code));
      else
        simple(
          'control',
          start,
          i,
          i - start === 1 ? codeName(code) : `${i - start} control characters`,
          true,
        );
    }
  }
  return found;
}

/** Reads a run of variation selectors of either block; returns where it ends. */
function takeSelectors(text: string, start: number, put: (hidden: Hidden | undefined) => void): number {
  const bytes: number[] = [];
  let i = start;
  for (;;) {
    if (i < text.length && kinds[text.charCodeAt(i)] === selector) {
      bytes.push(text.charCodeAt(i) - 0xfe00);
      i++;
    } else if (plane14(text, i) === 'selector') {
      bytes.push(text.charCodeAt(i + 1) - 0xdd00 + 16);
      i += 2;
    } else break;
  }
  put(selectorRun(start, i, bytes));
  return i;
}
