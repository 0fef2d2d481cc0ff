// The table of words as measure.c reads it: most words are rare and have the same features as many others, so each different row is
// written once, and those of the words that a text is made of lie side by side.
import { mix32 } from '../../math/hash.ts';
import { features } from './features.ts';

/** Numbers of a row, of four features each. */
const width = features / 4;

/** Fills `rows` with the different rows of `table`, and `rowOfWord` with the byte at which the row of each word begins. */
export function putRows(table: Int32Array, rows: Int32Array, rowOfWord: Uint32Array): void {
  // Rows by their hash: where each begins, one higher.
  const places = new Int32Array(2 * rowOfWord.length);
  const mask = places.length - 1;
  let end = 0;
  for (let word = 0; word < rowOfWord.length; word++) {
    let hash = 0;
    // At the end of what is written: it stays there if it is new.
    for (let j = 0; j < width; j++) {
      const four = table[word * width + j];
      rows[end + j] = inOrder(four);
      hash = mix32(hash ^ four);
    }
    let place = hash & mask;
    while (places[place] > 0 && !same(rows, places[place] - 1, end)) place = (place + 1) & mask;
    if (places[place] === 0) {
      places[place] = end + 1;
      end += width;
    }
    rowOfWord[word] = 4 * (places[place] - 1);
  }
}

/** Four features in the order in which they are summed: 0, 2, 1, 3. */
function inOrder(four: number): number {
  return (four & 0xff0000ff) | ((four >>> 8) & 0xff00) | ((four & 0xff00) << 8);
}

function same(rows: Int32Array, a: number, b: number): boolean {
  for (let j = 0; j < width; j++) if (rows[a + j] !== rows[b + j]) return false;
  return true;
}
