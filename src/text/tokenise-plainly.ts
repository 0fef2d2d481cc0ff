// The tokens of a text in one pass over its characters, without WebAssembly.
import { alone, characterUnits, digit, foldShift, foreign, inWord, large, mark } from './character-units.ts';
import { asciiWords, capital, marks, numbers, otherWords, type DocumentTokens } from './document-tokens.ts';

/** As `tokenise` of tokenise.ts. */
export function tokenisePlainly(text: string, from: number, seed: number, into: DocumentTokens): number {
  const { id, letters, start, end } = into;
  const table = characterUnits();
  const n = text.length;
  const most = id.length;
  let count = 0;
  let i = from;
  while (i < n && count < most) {
    let character = text.charCodeAt(i);
    let unit = table[character];
    if (unit === 0) {
      i++;
      continue;
    }
    start[count] = i;
    let h = seed;
    let e = seed ^ 0x3c6ef372;
    if ((unit & inWord) !== 0) {
      const begins = unit & large ? capital : 0;
      let made = 0;
      let before = large;
      do {
        made |= unit;
        before = unit;
        h = Math.imul(h ^ (unit >>> foldShift), 0x01000193);
        e = exact(e, character);
        if (++i === n) break;
        character = text.charCodeAt(i);
        unit = table[character];
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
      e = exact(e, character);
      id[count] = otherWords.from + (h & (otherWords.size - 1));
      i++;
    } else {
      do {
        h = Math.imul(h ^ (unit >>> foldShift), 0x01000193);
        e = exact(e, character);
        if (++i === n) break;
        character = text.charCodeAt(i);
        unit = table[character];
      } while ((unit & mark) !== 0);
      h = spread(h);
      id[count] = marks.from + (h & (marks.size - 1));
    }
    letters[count] = e;
    end[count] = i;
    count++;
  }
  into.length = count;
  return i;
}

function exact(h: number, character: number): number {
  return Math.imul(h ^ character, 0x5bd1e995) ^ (h >>> 15);
}

function spread(h: number): number {
  const mixed = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
