// The words of a text: lower-cased runs of letters, digits and underscores; single characters with their marks in
// scripts that write no spaces between words; every other visible or invisible character that is not white space is
// a token of its own, so that U+200B or `§` can be seen as a trigger.

/** A token with its UTF-16 offsets in the original text; end exclusive. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// What a character is to a word.
const space = 0;
const part = 1;
const alone = 2;
/** A letter or digit of a script without spaces: with the marks that follow it a word. */
const unspaced = 3;
/** A combining mark: belongs to whatever word it follows. */
const mark = 4;
/** Half of a character beyond U+FFFF. */
const half = 5;

const inWord = /[\p{L}\p{N}_]/u;
const combining = /\p{M}/u;
const white = /\s/;
// Chinese, Japanese, Thai, Lao, Khmer, Burmese and lesser neighbours. Korean, Arabic and Hindi write spaces.
const withoutSpaces =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tale}\p{sc=Talu}\p{sc=Lana}\u30fc\uff70\uff9e\uff9f]/u;
// eslint-disable-next-line no-control-regex
const ascii = /^[\0-\x7f]*$/;

function kindOf(c: string): number {
  if (combining.test(c)) return mark;
  if (inWord.test(c)) return withoutSpaces.test(c) ? unspaced : part;
  return white.test(c) ? space : alone;
}

/** Kind of each UTF-16 unit: of the first 128 at once, of the others when the first such text comes. */
const kinds = new Uint8Array(65536);
for (let unit = 0; unit < 128; unit++) kinds[unit] = kindOf(String.fromCharCode(unit));
let ready = false;

function prepare(): void {
  for (let unit = 128; unit < 65536; unit++) {
    kinds[unit] = unit >= 0xd800 && unit < 0xe000 ? half : kindOf(String.fromCharCode(unit));
  }
  ready = true;
}

/** Calls `visit` with the bounds of each token, until it says no. */
function scan(text: string, visit: (start: number, end: number) => boolean): void {
  if (!ready) prepare();
  const n = text.length;
  let length = 1;
  const kindAt = (i: number): number => {
    const kind = kinds[text.charCodeAt(i)];
    length = 1;
    if (kind !== half) return kind;
    const c = String.fromCodePoint(text.codePointAt(i)!);
    length = c.length;
    return length === 1 ? alone : kindOf(c);
  };
  let i = 0;
  while (i < n) {
    const kind = kindAt(i);
    let end = i + length;
    if (kind === part || kind === unspaced || kind === mark) {
      while (end < n) {
        const next = kindAt(end);
        if (next !== mark && (next !== part || kind === unspaced)) break;
        end += length;
      }
    }
    if (kind !== space && !visit(i, end)) return;
    i = end;
  }
}

/** Words of `text`, from its start; at most `limit` of them. */
export function words(text: string, limit = Infinity): string[] {
  const lower = text.toLowerCase();
  const found: string[] = [];
  if (!ascii.test(text)) {
    if (limit > 0) scan(lower, (start, end) => found.push(lower.slice(start, end)) < limit);
    return found;
  }
  // The same result faster: most text is ASCII.
  const n = lower.length;
  for (let i = 0; i < n && found.length < limit;) {
    const kind = kinds[lower.charCodeAt(i)];
    let end = i + 1;
    if (kind === part) while (end < n && kinds[lower.charCodeAt(end)] === part) end++;
    if (kind !== space) found.push(lower.slice(i, end));
    i = end;
  }
  return found;
}

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  // Lower-casing each token, not the text, keeps offsets those of the original (U+0130 changes length).
  scan(text, (start, end) => found.push({ word: text.slice(start, end).toLowerCase(), start, end }) > 0);
  return found;
}

/** Whether a word is one character of a script without spaces, which says less than a word of other scripts. */
export function isUnspaced(word: string): boolean {
  return withoutSpaces.test(word);
}

const closing = /^[.,;:!?)\]}%'’]$/;
const opening = /[([{#$'’]$/;
/** Characters that stand directly beside each other: of scripts without spaces, and their stops and brackets. */
const tight = /[\u3000-\u303f\uff00-\uff65]/u;
const isTight = (word: string): boolean => withoutSpaces.test(word) || tight.test(word);
/** Zero-width joiner and non-joiner: inside words of Persian and Hindi. */
const joiner = /^[\u200c\u200d]$/;

/**
 * Words as one would write them: no space before a stop, after a bracket, around an apostrophe or between characters
 * of a script that has none. For people only.
 */
export function written(all: readonly string[]): string {
  let text = '';
  let before = '';
  for (const word of all) {
    const glued =
      text === '' ||
      closing.test(word) ||
      opening.test(text) ||
      joiner.test(word) ||
      joiner.test(before) ||
      (isTight(word) && isTight(before));
    text += glued ? word : ` ${word}`;
    before = word;
  }
  return text;
}
