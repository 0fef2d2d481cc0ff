// Words with their digits hidden, so that rows which differ in a number alone read the same: `flask_login_39` is
// `flask_login_#`, `2026` is `#`.

export interface Masked {
  /** Word number -> number of its masked form. */
  readonly of: Int32Array;
  readonly names: readonly string[];
  /** Word number -> the word it counts as when prompt and answer are compared: `03` is `3`. */
  readonly plain: Int32Array;
  /** 1 where the word is nothing but digits. */
  readonly isNumber: Uint8Array;
  /** 1 where the word has a letter or a digit, 0 for a sign. */
  readonly isWord: Uint8Array;
  /** The masked form of a bare number, or -1. */
  readonly number: number;
}

const digits = /\p{Nd}+/gu;
const letters = /[\p{L}\p{N}]/u;

export function maskWords(words: readonly string[]): Masked {
  const known = new Map<string, number>();
  const of = new Int32Array(words.length);
  const isNumber = new Uint8Array(words.length);
  const isWord = new Uint8Array(words.length);
  const numbers = new Map<string, number>();
  const plain = Int32Array.from(words, (_, w) => w);
  words.forEach((word, w) => {
    const masked = word.replace(digits, '#');
    if (!known.has(masked)) known.set(masked, known.size);
    of[w] = known.get(masked)!;
    // A real `#` is a sign and stays apart from a number only here: as a word it is one character long.
    if (masked === '#' && word !== '#') {
      isNumber[w] = 1;
      const value = word.replace(/^0+(?=.)/, '');
      if (!numbers.has(value)) numbers.set(value, w);
      plain[w] = numbers.get(value)!;
    }
    if (letters.test(word)) isWord[w] = 1;
  });
  return { of, plain, names: [...known.keys()], isNumber, isWord, number: known.get('#') ?? -1 };
}
