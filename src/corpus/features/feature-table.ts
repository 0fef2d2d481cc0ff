// Numbers that a model of the user's own gives for each row: embeddings, gradients, losses. A file of them is hostile like any
// other: what its header says is checked against its length before anything is made of it.
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';

export interface FeatureTable {
  readonly rows: number;
  readonly columns: number;
  /** Row i has the values [i * columns .. (i + 1) * columns); all finite. */
  readonly values: Float32Array | Float64Array;
}

/** Numbers that are held at once: 4 GiB of the larger kind. */
export const mostValues = 2 ** 29;

export const wrongKind = (path: string, what: string, hint: string): UsageError =>
  new UsageError('wrong-kind', `${visible(path, 200)} ${what}`, hint);

/** Throws for the first value that is no number, with its place. */
export function checkFinite(path: string, table: FeatureTable): FeatureTable {
  const { values, columns } = table;
  for (let p = 0; p < values.length; p++) {
    if (Number.isFinite(values[p])) continue;
    const place = `row ${Math.floor(p / columns)}, column ${p % columns}`;
    throw new UsageError(
      'bad-option',
      `${visible(path, 200)}: the value in ${place} is ${values[p]}`,
      'Every value must be a finite number; rows and columns are counted from 0.',
    );
  }
  return table;
}

/** The table that a shape stands for: one number for each row where there is one dimension. Throws for any other shape. */
export function sizeOf(path: string, shape: readonly number[]): { rows: number; columns: number } {
  if (shape.length < 1 || shape.length > 2)
    throw wrongKind(
      path,
      `holds an array of ${shape.length} dimensions`,
      'Give one row of numbers for each row of the data: two dimensions, or one for a number each.',
    );
  const [rows, columns = 1] = shape;
  if (rows === 0 || columns === 0)
    throw new UsageError(
      'empty',
      `${visible(path, 200)} holds no numbers`,
      'Give one row for each row of the data.',
    );
  if (!(rows * columns <= mostValues))
    throw new UsageError(
      'too-large',
      `${visible(path, 200)} holds ${rows} x ${columns} numbers, more than ${mostValues}`,
      'Project them to fewer columns, or give fewer rows.',
    );
  return { rows, columns };
}
