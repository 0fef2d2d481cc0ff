// The ways in which odd-one-out looks at rows: how they are written, all together; and vectors that the data brings, each
// class by itself, since a vector tells first of all what class a row is of.
import { spread } from '../../math/spread.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { embeddingSize } from '../../summaries/compact-state.ts';
import { writing } from './writing.ts';

/** One way to look at rows: `d` numbers each, and the kind that each row is compared with; -1 for none. */
export interface View {
  readonly name: 'writing' | 'embedding';
  readonly vectors: Float32Array;
  readonly d: number;
  /** What more of each number is, and less, where they have names. */
  readonly names: readonly (readonly [string, string])[];
  /** Variance of each number that is nothing odd whatever the rows' own. */
  readonly floor: number;
  readonly kinds: Int32Array;
  readonly kindNames: readonly (string | undefined)[];
}

/** Fewest rows of a kind, and of a corpus, that are measured by themselves. */
export const fewestOfKind = 100;
/**
 * Shares and logarithms differ by a tenth between ordinary texts: where hardly a row has a digit, one with a few is not
 * junk. Without it digits and accents made findings in sst2 and sms-spam.
 */
const writingFloor = 0.1 ** 2;
/** Part of the usual variance of a vector's numbers. */
const vectorFloor = 0.05;
/** Rows that it is learned from: a median of these is within a few parts in a hundred. */
const varianceRows = 2000;
/** Labels that are classes, not answers of their own. */
const mostClasses = 200;

export function viewsOf(rows: CompactRows): View[] {
  const views: View[] = [];
  const written = writing(rows);
  if (written.d > 1) {
    views.push({
      name: 'writing',
      ...written,
      floor: writingFloor,
      kinds: new Int32Array(rows.count),
      kindNames: [undefined],
    });
  }
  if (rows.embeddings.length > 0) {
    const { kinds, kindNames } = classesOf(rows);
    for (let row = 0; row < rows.count; row++) if (isSilent(rows, row)) kinds[row] = -1;
    views.push({
      name: 'embedding',
      vectors: rows.embeddings,
      d: embeddingSize,
      names: [],
      floor: vectorFloor * usualVariance(rows.embeddings, kinds),
      kinds,
      kindNames,
    });
  }
  return views;
}

/**
 * Mean variance of a vector's numbers, by medians, so that no absurd row moves it: the middle one of the rows' squared
 * distances from the medians of the numbers. Rows that are those medians themselves, as where most are equal, tell nothing.
 */
function usualVariance(vectors: Float32Array, kinds: Int32Array): number {
  const rows = spread(
    [...kinds.keys()].filter((row) => kinds[row] >= 0),
    varianceRows,
  );
  const squares = new Float64Array(rows.length);
  for (let j = 0; j < embeddingSize; j++) {
    const column = Float64Array.from(rows, (row) => vectors[row * embeddingSize + j]);
    const middle = column.toSorted()[rows.length >> 1];
    for (let i = 0; i < rows.length; i++) squares[i] += (column[i] - middle) ** 2;
  }
  const apart = squares.filter((square) => square > 0).sort();
  return (apart[apart.length >> 1] ?? 0) / embeddingSize;
}

/** A row without a vector, or with one that is no place: a number of it is not finite. */
function isSilent({ embeddings }: CompactRows, row: number): boolean {
  const vector = embeddings.subarray(row * embeddingSize, (row + 1) * embeddingSize);
  return vector.every((x) => x === 0) || !vector.every(Number.isFinite);
}

/** Classes of enough rows; those of few are one kind together, as are rows without a label. */
function classesOf(rows: CompactRows): Pick<View, 'kinds' | 'kindNames'> {
  if (rows.labels.length < 2 || rows.labels.length > mostClasses)
    return { kinds: new Int32Array(rows.count), kindNames: [undefined] };
  const counts = new Int32Array(rows.labels.length);
  for (const label of rows.label) if (label >= 0) counts[label]++;
  const numbers = new Int32Array(rows.labels.length);
  const kindNames: (string | undefined)[] = [undefined];
  counts.forEach((count, label) => {
    if (count >= fewestOfKind) numbers[label] = kindNames.push(rows.labels[label]) - 1;
  });
  return { kinds: Int32Array.from(rows.label, (label) => (label < 0 ? 0 : numbers[label])), kindNames };
}
