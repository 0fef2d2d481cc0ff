// The tokens of a long text for statistics and for exact comparison, in typed arrays, as tokenise.ts makes them:
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

export interface DocumentTokens {
  length: number;
  /** Folded id, with the `capital` bit. */
  id: Int32Array<ArrayBuffer>;
  /** Hash of the characters as they stand there. */
  letters: Int32Array<ArrayBuffer>;
  /** UTF-16 offsets; end exclusive. */
  start: Int32Array<ArrayBuffer>;
  end: Int32Array<ArrayBuffer>;
}

export function tokenRoom(most: number): DocumentTokens {
  const column = () => new Int32Array(most);
  return { length: 0, id: column(), letters: column(), start: column(), end: column() };
}
