// Which UTF-16 units show as nothing or change what is shown, what they are called, and the scripts that need them.

export const ordinary = 0;
export const zeroWidth = 1;
export const softHyphen = 2;
export const selector = 3;
export const bidi = 4;
export const control = 5;
export const misdecoded = 6;
export const surrogate = 7;

const names: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x08, 'backspace'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0xad, 'soft hyphen'],
  [0x34f, 'combining grapheme joiner'],
  [0x61c, 'Arabic letter mark'],
  [0x115f, 'Hangul filler'],
  [0x1160, 'Hangul filler'],
  [0x180e, 'Mongolian vowel separator'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2061, 'function application'],
  [0x2062, 'invisible times'],
  [0x2063, 'invisible separator'],
  [0x2064, 'invisible plus'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0x3164, 'Hangul filler'],
  [0xfeff, 'byte order mark'],
  [0xffa0, 'Hangul filler'],
]);

/** For each UTF-16 unit what it may be, 0 for an ordinary one. */
export const unseenUnits = new Uint8Array(65536);
const mark = (from: number, to: number, kind: number) => unseenUnits.fill(kind, from, to + 1);
mark(0x00, 0x08, control);
// Form feed ends a page in plain text; tab, line feed, vertical tab and carriage return are white space.
mark(0x0e, 0x1f, control);
mark(0x7f, 0x7f, control);
mark(0x80, 0x9f, misdecoded);
unseenUnits[0x85] = ordinary; // next line, white space
mark(0xad, 0xad, softHyphen);
for (const code of [0x34f, 0x115f, 0x1160, 0x180e, 0x3164, 0xffa0, 0xfeff]) unseenUnits[code] = zeroWidth;
mark(0x200b, 0x200d, zeroWidth);
mark(0x2060, 0x2064, zeroWidth);
mark(0x200e, 0x200f, bidi);
mark(0x61c, 0x61c, bidi);
mark(0x202a, 0x202e, bidi);
mark(0x2066, 0x2069, bidi);
mark(0xfe00, 0xfe0f, selector);
mark(0xfff9, 0xfffb, control); // interlinear annotation
mark(0xfffe, 0xffff, control); // no characters
mark(0xd800, 0xdfff, surrogate);

export const within = (code: number, ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([from, to]) => code >= from && code <= to);
// Scripts that join letters or hold them apart with invisible characters, or break lines with them; Hangul Jamo.
export const joining: readonly (readonly [number, number])[] = [
  [0x0590, 0x109f],
  [0x1100, 0x11ff],
  [0x1780, 0x18af],
  [0x1950, 0x1aff],
  [0x1b00, 0x1c4f],
  [0x3040, 0x30ff],
  [0xa840, 0xabff],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfefc],
  // Halves of characters outside the basic plane: emoji, and scripts of South Asia.
  [0xd800, 0xdfff],
  // Symbols that are drawn as emoji, and the selector that asks for it.
  [0x2190, 0x2bff],
  [0xfe0f, 0xfe0f],
];
export const rightToLeft: readonly (readonly [number, number])[] = [
  [0x0590, 0x08ff],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfefc],
];
export function codeName(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names.get(code);
  return name ? `${hex} ${name}` : hex;
}
