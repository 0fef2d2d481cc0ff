// What each UTF-16 unit is to the tokens of a long text, and what it is folded to, in one table: a look-up for each character.

// One bit for each kind.
export const small = 1;
export const large = 2;
export const digit = 4;
export const mark = 8;
/** Half of a character beyond U+FFFF, or a Chinese, Japanese or Korean character. */
export const alone = 16;
/** Beside one of the others: beyond ASCII. */
export const foreign = 32;
export const letter = small | large;
export const inWord = letter | digit;
/** Above the bits: the unit in lower case, with all digits as one. */
export const foldShift = 6;

const table = new Int32Array(65536);
let ready = false;

/** By unit; 0 for white space. Made when the first document comes: that takes longer than the rest of a start. */
export function characterUnits(): Int32Array {
  if (ready) return table;
  for (let unit = 0; unit < 65536; unit++) {
    const c = String.fromCharCode(unit);
    const lower = c.toLowerCase();
    const kind = kindOf(c, unit, lower);
    const fold = kind === digit ? 0x30 : lower.length === 1 ? lower.charCodeAt(0) : unit;
    table[unit] = kind === 0 ? 0 : kind | (unit > 127 ? foreign : 0) | (fold << foldShift);
  }
  ready = true;
  return table;
}

function kindOf(c: string, unit: number, lower: string): number {
  if (/[\s\0\ufeff]/.test(c)) return 0;
  if (unit >= 0x2e80) return alone;
  if (/\p{Nd}/u.test(c)) return digit;
  if (/[\p{L}\p{M}_]/u.test(c)) return lower === c ? small : large;
  return mark;
}
