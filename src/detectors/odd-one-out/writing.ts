// How each text of a row is written, in a few numbers: its length, how long, how rare and how varied its words are, how
// much of it is signs, digits and letters beyond ASCII. Junk and foreign rows stand out here whatever they say.
import { holderCounts, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { View } from './views.ts';

/** What sets apart rows in another script: another language is no junk. */
export const otherScript = ['more letters beyond ASCII', 'fewer letters beyond ASCII'] as const;

/** What junk has. */
export const unheardOf = 'more words of no other row';

/** What is more, and less, of each number in words. */
const perText = [
  ['more words', 'fewer words'],
  ['longer words', 'shorter words'],
  ['rarer words', 'commoner words'],
  [unheardOf, 'fewer words of no other row'],
  ['more common words', 'fewer common words'],
  ['more signs', 'fewer signs'],
  ['more numbers', 'fewer numbers'],
  otherScript,
  ['more varied words', 'more repeated words'],
] as const;

/** Words that stand in this share of rows are those that every text of a language is made of. */
const commonShare = 0.04;
/** Words that a text's means are drawn towards the corpus by: of three words little can be said. */
const prior = 6;

/** Numbers of each row, `d` each; texts that no row has, and numbers that never vary, are left out. */
export function writing(rows: CompactRows): { vectors: Float32Array; d: number; names: View['names'] } {
  const columns: Float32Array[] = [];
  const names: (readonly [string, string])[] = [];
  for (const [side, texts] of [
    ['prompt', rows.context],
    ['answer', rows.answer],
  ] as const) {
    if (texts.items.length === 0) continue;
    measured(rows, texts).forEach((column, i) => {
      if (!varies(column)) return;
      columns.push(column);
      const [more, less] = perText[i];
      names.push([`${more} in the ${side}`, `${less} in the ${side}`]);
    });
  }
  const d = columns.length;
  const vectors = new Float32Array(rows.count * d);
  columns.forEach((column, j) => {
    for (let row = 0; row < rows.count; row++) vectors[row * d + j] = column[row];
  });
  return { vectors, d, names };
}

/** Rows that must have another value than the first has for a number to be worth looking at. */
const fewestVarying = 5;

function varies(column: Float32Array): boolean {
  let same = 0;
  for (const x of column) if (x === column[0]) same++;
  return same <= column.length - fewestVarying;
}

function measured(rows: CompactRows, texts: Ragged): Float32Array[] {
  const n = rows.count;
  const common = commonShare * n;
  const df = holderCounts(texts, rows.words.length);
  const long = new Float32Array(rows.words.length);
  const rare = new Float32Array(rows.words.length);
  const kind = new Uint8Array(rows.words.length);
  rows.words.forEach((word, w) => {
    if (df[w] === 0) return;
    long[w] = Math.log(word.length);
    // Beyond a handful of rows rarity says what a text is about, below it says that nobody else writes so.
    rare[w] = Math.log(n / df[w]);
    kind[w] = /^\p{N}/u.test(word) ? 2 : !/\p{L}/u.test(word) ? 1 : /[^\0-\x7f]/.test(word) ? 3 : 0;
  });
  const sums = Array.from({ length: 7 }, () => new Float64Array(n));
  const lengths = new Int32Array(n);
  const distinct = new Int32Array(n);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < n; row++) {
    for (let j = texts.starts[row]; j < texts.starts[row + 1]; j++) {
      const w = texts.items[j];
      if (last[w] !== row) distinct[row]++;
      last[w] = row;
      sums[0][row] += long[w];
      sums[1][row] += rare[w];
      if (df[w] <= 1) sums[2][row]++;
      if (df[w] >= common) sums[3][row]++;
      if (kind[w] > 0) sums[3 + kind[w]][row]++;
    }
    lengths[row] = texts.starts[row + 1] - texts.starts[row];
  }
  const total = texts.items.length;
  const means = sums.map((sum) => {
    const mean = sum.reduce((a, b) => a + b, 0) / total;
    return Float32Array.from(sum, (x, row) => (x + prior * mean) / (lengths[row] + prior));
  });
  return [
    Float32Array.from(lengths, (l) => Math.log(1 + l)),
    ...means,
    Float32Array.from(distinct, (x, row) => Math.log((1 + x) / (1 + lengths[row]))),
  ];
}
