// Which phrases each row holds, of those that enough rows hold to be judged. Phrases that always stand together are one:
// nothing in the data tells them apart.
import { mix32 } from '../../math/hash.ts';
import { rowCount } from '../../math/matrix.ts';
import { transpose, type Ragged } from '../../math/ragged.ts';
import type { Features } from '../features.ts';

export interface PhraseRows {
  /** Phrases of each row, by number. */
  readonly ofRow: Ragged;
  /** Rows of each phrase, in order. */
  readonly rows: Ragged;
  readonly phrases: number;
  /** Columns of the features that each phrase stands for, the commonest first. */
  readonly columns: readonly (readonly number[])[];
  /** Rows a phrase needed to be judged. */
  readonly fewestRows: number;
}

/** Fewer rows say nothing that chance would not. */
export const fewestRows = 5;
/** Numbers kept for phrases times outcomes. */
const mostCells = 2 ** 24;

/** `outputs`: numbers that are kept of each phrase. Where there are too many phrases, those of more rows are judged. */
export function phraseRows({ matrix, vocabulary }: Features, outputs: number): PhraseRows {
  const { rows } = vocabulary;
  const most = Math.floor(mostCells / outputs);
  // Columns stand by their rows, most first.
  let fewest = fewestRows;
  if (rows.length > most) fewest = Math.max(fewest, rows[most] + 1);
  let end = 0;
  while (end < rows.length && rows[end] >= fewest) end++;
  const n = rowCount(matrix);
  // Two hashes of the set of rows: no attacker gains by two phrases being taken for one, as both are then told.
  const one = new Int32Array(end);
  const two = new Int32Array(end);
  for (let i = 0; i < n; i++) {
    const [a, b] = [mix32(2 * i + 1), mix32(Math.imul(i + 1, 0x9e3779b1))];
    for (let p = matrix.starts[i]; p < matrix.starts[i + 1]; p++) {
      const j = matrix.items[p];
      if (j >= end) continue;
      one[j] = (one[j] + a) | 0;
      two[j] = (two[j] + b) | 0;
    }
  }
  const known = new Map<string, number>();
  const number = new Int32Array(end).fill(-1);
  const columns: number[][] = [];
  for (let j = 0; j < end; j++) {
    const key = `${rows[j]} ${one[j]} ${two[j]}`;
    const first = known.get(key);
    if (first !== undefined) {
      columns[first].push(j);
      continue;
    }
    known.set(key, columns.length);
    number[j] = columns.length;
    columns.push([j]);
  }
  const starts = new Int32Array(n + 1);
  const items = new Int32Array(matrix.items.length);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let p = matrix.starts[i]; p < matrix.starts[i + 1]; p++) {
      const j = matrix.items[p];
      if (j < end && number[j] >= 0) items[at++] = number[j];
    }
    starts[i + 1] = at;
  }
  const ofRow = { starts, items: items.slice(0, at) };
  return {
    ofRow,
    rows: transpose(ofRow, columns.length),
    phrases: columns.length,
    columns,
    fewestRows: fewest,
  };
}
