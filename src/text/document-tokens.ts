// The tokens of a long text for statistics and for exact comparison, in typed arrays and one pass over its characters:
// runs of letters and digits, cut where a capital follows a small letter or a digit; runs of other visible characters;
// single characters of scripts that write no spaces. A folded id (lower case, digits as one) says which word it is.
import { alone, characterUnits, digit, foldShift, foreign, inWord, large, mark } from './character-units.ts';

/** Ids are hashes; which part of the range one lies in says what the token is made of. */
export const idBits = 18;
export const ids = 2 ** idBits;
/** Bit of an id that says that the token begins with a capital. */
export const capital = ids;

export const asciiWords = { from: 0, size: 2 ** 17 };
export const otherWords = { from: 2 ** 17, size: 2 ** 16 };
export const numbers = { from: 2 ** 17 + 2 ** 16, size: 2 ** 15 };
export const marks = { from: 2 ** 17 + 2 ** 16 + 2 ** 15, size: 2 ** 15 };

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
  const table = characterUnits();
  const n = text.length;
  const most = id.length;
  let count = 0;
  let i = from;
  while (i < n && count < most) {
    let unit = table[text.charCodeAt(i)];
    if (unit === 0) {
      i++;
      continue;
    }
    start[count] = i;
    let h = seed;
    if ((unit & inWord) !== 0) {
      const begins = unit & large ? capital : 0;
      let made = 0;
      let before = large;
      do {
        made |= unit;
        before = unit;
        h = Math.imul(h ^ (unit >>> foldShift), 0x01000193);
        if (++i === n) break;
        unit = table[text.charCodeAt(i)];
      } while ((unit & inWord) !== 0 && ((unit & large) === 0 || (before & large) !== 0));
      h = spread(h);
      const word =
        (made & digit) !== 0
          ? numbers.from + (h & (numbers.size - 1))
          : (made & foreign) !== 0
            ? otherWords.from + (h & (otherWords.size - 1))
            : h & (asciiWords.size - 1);
      id[count] = word | begins;
    } else if ((unit & alone) !== 0) {
      h = spread(Math.imul(h ^ (unit >>> foldShift), 0x01000193));
      id[count] = otherWords.from + (h & (otherWords.size - 1));
      i++;
    } else {
      do {
        h = Math.imul(h ^ (unit >>> foldShift), 0x01000193);
        if (++i === n) break;
        unit = table[text.charCodeAt(i)];
      } while ((unit & mark) !== 0);
      h = spread(h);
      id[count] = marks.from + (h & (marks.size - 1));
    }
    end[count] = i;
    count++;
  }
  into.length = count;
  return i;
}

function spread(h: number): number {
  const mixed = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
