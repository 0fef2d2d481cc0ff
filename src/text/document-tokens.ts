// The tokens of a long text for statistics and for exact comparison, in typed arrays and one pass over its characters:
// runs of letters and digits, cut where a capital follows a small letter or a digit; runs of other visible characters;
// single characters of scripts that write no spaces. A folded id (lower case, digits as one) says which word it is.

/** Ids are hashes; which part of the range one lies in says what the token is made of. */
export const idBits = 18;
export const ids = 2 ** idBits;
/** Bit of an id that says that the token begins with a capital. */
export const capital = ids;

export const asciiWords = { from: 0, size: 2 ** 17 };
export const otherWords = { from: 2 ** 17, size: 2 ** 16 };
export const numbers = { from: 2 ** 17 + 2 ** 16, size: 2 ** 15 };
export const marks = { from: 2 ** 17 + 2 ** 16 + 2 ** 15, size: 2 ** 15 };

// What a UTF-16 unit is to a token.
const space = 0;
const small = 1;
const large = 2;
const digit = 3;
const mark = 4;
const alone = 5;

const kinds = new Uint8Array(65536);
const folds = new Uint16Array(65536);
for (let unit = 0; unit < 65536; unit++) {
  const c = String.fromCharCode(unit);
  const lower = c.toLowerCase();
  kinds[unit] = kindOf(c, unit, lower);
  folds[unit] = kinds[unit] === digit ? 0x30 : lower.length === 1 ? lower.charCodeAt(0) : unit;
}

function kindOf(c: string, unit: number, lower: string): number {
  // Half of a character beyond U+FFFF stands alone, as do Chinese, Japanese and Korean characters.
  if (unit >= 0x2e80 && unit !== 0xfeff) return /\s/.test(c) ? space : alone;
  if (/[\s\0\ufeff]/.test(c)) return space;
  if (/\p{Nd}/u.test(c)) return digit;
  if (/[\p{L}\p{M}_]/u.test(c)) return lower === c ? small : large;
  return mark;
}

export interface DocumentTokens {
  length: number;
  /** Folded id, with the `capital` bit. */
  id: Int32Array<ArrayBuffer>;
  /** UTF-16 offsets; end exclusive. */
  start: Int32Array<ArrayBuffer>;
  end: Int32Array<ArrayBuffer>;
}

export function tokenRoom(most: number): DocumentTokens {
  return { length: 0, id: new Int32Array(most), start: new Int32Array(most), end: new Int32Array(most) };
}

/** Tokens of `text` from offset `from`, as many as there is room for; returns where the next one would begin. */
export function tokenise(text: string, from: number, seed: number, into: DocumentTokens): number {
  const { id, start, end } = into;
  const n = text.length;
  const most = id.length;
  let count = 0;
  let i = from;
  while (i < n && count < most) {
    let unit = text.charCodeAt(i);
    let kind = kinds[unit];
    if (kind === space) {
      i++;
      continue;
    }
    const first = i;
    let h = seed;
    let upper = 0;
    let others = 0;
    let digits = 0;
    if (kind <= digit) {
      upper = kind === large ? capital : 0;
      let before = large;
      do {
        if (kind === digit) digits = 1;
        others |= unit >> 7;
        h = Math.imul(h ^ folds[unit], 0x01000193);
        before = kind;
        if (++i === n) break;
        unit = text.charCodeAt(i);
        kind = kinds[unit];
      } while (kind <= digit && kind !== space && (kind !== large || before === large));
      h = spread(h);
      id[count] =
        (digits
          ? numbers.from + (h & (numbers.size - 1))
          : others
            ? otherWords.from + (h & (otherWords.size - 1))
            : h & (asciiWords.size - 1)) | upper;
    } else if (kind === alone) {
      h = spread(Math.imul(h ^ unit, 0x01000193));
      id[count] = otherWords.from + (h & (otherWords.size - 1));
      i++;
    } else {
      do {
        h = Math.imul(h ^ unit, 0x01000193);
        if (++i === n) break;
        unit = text.charCodeAt(i);
      } while (kinds[unit] === mark);
      h = spread(h);
      id[count] = marks.from + (h & (marks.size - 1));
    }
    start[count] = first;
    end[count] = i;
    count++;
  }
  into.length = count;
  return i;
}

function spread(h: number): number {
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
