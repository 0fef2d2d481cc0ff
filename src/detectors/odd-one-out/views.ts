// The ways in which odd-one-out looks at rows: how they are written, all together; and vectors that the data brings, each
// class by itself, since a vector tells first of all what class a row is of.
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
/** Part of the mean variance of a vector's numbers. */
const vectorFloor = 0.05;
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
      floor: vectorFloor * meanVariance(rows.embeddings),
      kinds,
      kindNames,
    });
  }
  return views;
}

function meanVariance(vectors: Float32Array): number {
  const n = vectors.length / embeddingSize;
  let within = 0;
  for (let j = 0; j < embeddingSize; j++) {
    let sum = 0;
    let squares = 0;
    for (let i = j; i < vectors.length; i += embeddingSize) {
      sum += vectors[i];
      squares += vectors[i] ** 2;
    }
    within += (squares - (sum * sum) / n) / n;
  }
  return within / embeddingSize;
}

/** A row without a vector. */
function isSilent({ embeddings }: CompactRows, row: number): boolean {
  for (let j = 0; j < embeddingSize; j++) if (embeddings[row * embeddingSize + j] !== 0) return false;
  return true;
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
