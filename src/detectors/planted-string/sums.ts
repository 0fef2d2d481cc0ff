// What adds up of each candidate over the documents that hold it, in columns: each shard has a state of its own, and objects for
// thousands of candidates would be made, merged and collected for every 4 MB. What is looked up for each document lies close together,
// for most of the time goes into waiting for the memory.
import { features } from './features.ts';

/** Where each count stands in the row of a candidate. */
export const count = {
  documents: 0,
  /** Documents in which the change after it was measured, and those with one. */
  measured: 1,
  near: 2,
  far: 3,
  /** Documents in which the topic changes more right after it than at a random place. */
  topicWins: 4,
  /** Changes after a random place of the same documents. */
  randomNear: 5,
  randomFar: 6,
  /** Documents whose change is part of the difference. */
  described: 7,
} as const;

const counted = 8;

export interface Sums {
  /** Of each candidate the number of its row, from 1 on; 0 until it is met. */
  readonly rowOf: Uint16Array<ArrayBuffer>;
  /** Of each candidate the lowest hash of a document that holds it. */
  readonly firsts: Uint32Array<ArrayBuffer>;
  /** As it stands in that document, by row; nothing where that was met elsewhere. */
  readonly texts: string[];
  counts: Float64Array<ArrayBuffer>;
  /** Of each row the sum of changes, in whitened features. */
  differences: Float64Array<ArrayBuffer>;
}

/** What the second read learns of a candidate. */
export interface Found extends Readonly<Record<keyof typeof count, number>> {
  readonly text: string;
  readonly difference: ArrayLike<number>;
}

const fewRows = 1024;
/** Bytes of a text and of all that there is one of for each candidate. */
const textBytes = 256;

/** Bytes of the sums of so many candidates at most, with room to grow. */
export const sumsBytes = (candidates: number): number =>
  candidates * textBytes + 8 * (counted + features) * (2 * candidates + fewRows);

export function noSums(candidates: number): Sums {
  return {
    rowOf: new Uint16Array(candidates),
    firsts: new Uint32Array(candidates).fill(2 ** 32 - 1),
    texts: [],
    counts: new Float64Array(0),
    differences: new Float64Array(0),
  };
}

/** For other documents: those of a higher hash than one that is known need not tell how a candidate is written. */
export function sumsBeside({ firsts }: Sums): Sums {
  return { ...noSums(firsts.length), firsts: firsts.slice() };
}

/** The row of a candidate; `counts` and `differences` may be others from then on. */
export function rowFor(sums: Sums, candidate: number): number {
  const row = sums.rowOf[candidate];
  return row > 0 ? row - 1 : begin(sums, candidate);
}

function begin(sums: Sums, candidate: number): number {
  const row = sums.texts.push('') - 1;
  sums.rowOf[candidate] = row + 1;
  const rows = sums.counts.length / counted;
  if (row >= rows) {
    const more = Math.max(fewRows, 2 * rows);
    sums.counts = enlarged(sums.counts, more * counted);
    sums.differences = enlarged(sums.differences, more * features);
  }
  return row;
}

function enlarged(numbers: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(numbers);
  return larger;
}

/** Where the counts of a row begin. */
export const countsAt = (row: number): number => row * counted;

export function addDifference({ differences }: Sums, row: number, more: ArrayLike<number>): void {
  const at = row * features;
  for (let k = 0; k < more.length; k++) differences[at + k] += more[k];
}

/** The string is told as the document with the lowest hash writes it. */
export function nameAs(
  { firsts, texts }: Sums,
  candidate: number,
  row: number,
  document: number,
  text: string,
): void {
  const lowest = firsts[candidate];
  const known = texts[row];
  if (document > lowest || (document === lowest && known !== '' && text >= known)) return;
  firsts[candidate] = document;
  texts[row] = text;
}

export function joinSums(into: Sums, from: Sums): void {
  const { rowOf, firsts, texts, counts, differences } = from;
  for (let candidate = 0; candidate < rowOf.length; candidate++) {
    if (rowOf[candidate] === 0) continue;
    const more = rowOf[candidate] - 1;
    const row = rowFor(into, candidate);
    addRow(into.counts, counts, row, more, counted);
    if (counts[countsAt(more) + count.described] > 0)
      addRow(into.differences, differences, row, more, features);
    if (texts[more] !== '') nameAs(into, candidate, row, firsts[candidate], texts[more]);
  }
}

function addRow(into: Float64Array, from: Float64Array, row: number, more: number, width: number): void {
  for (let k = 0; k < width; k++) into[row * width + k] += from[more * width + k];
}

/** The candidates that were met, in their order, and what was found of each. */
export function foundOf({ rowOf, counts, differences, texts }: Sums): [number, Found][] {
  const all: [number, Found][] = [];
  rowOf.forEach((next, candidate) => {
    if (next === 0) return;
    const row = next - 1;
    const of = (name: keyof typeof count): number => counts[countsAt(row) + count[name]];
    const found: Found = {
      text: texts[row],
      documents: of('documents'),
      measured: of('measured'),
      near: of('near'),
      far: of('far'),
      topicWins: of('topicWins'),
      randomNear: of('randomNear'),
      randomFar: of('randomFar'),
      described: of('described'),
      difference: differences.subarray(row * features, (row + 1) * features),
    };
    all.push([candidate, found]);
  });
  return all;
}
