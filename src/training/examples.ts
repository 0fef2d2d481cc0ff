// What a learner is given, and what it refuses: rows of finite numbers, an answer and a weight for each, and at least
// two classes where classes are to be told apart.
import { UsageError } from '../errors.ts';
import { isSparse, rowCount, type Matrix } from '../math/matrix.ts';

const wrong = (message: string, hint: string): UsageError => new UsageError('bad-option', message, hint);

/** The squares of larger ones leave Float32. */
const largest = 1e15;

/** Weight of each row, 1 where none are given. Throws `UsageError` for what nothing can be learned from. */
export function checkedWeights(x: Matrix, y: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const n = rowCount(x);
  if (n === 0)
    throw new UsageError(
      'nothing-to-scan',
      'there is no row to learn from',
      'Give data with at least one row.',
    );
  if (y.length !== n)
    throw wrong(
      `there are ${n} rows and ${y.length} answers`,
      'Give one label for each row of the features.',
    );
  if (weights && weights.length !== n)
    throw wrong(`there are ${n} rows and ${weights.length} weights`, 'Give one weight for each row.');
  checkFeatures(x);
  const { size } = x;
  const columns = isSparse(x) ? x.items : [];
  for (let p = 0; p < columns.length; p++)
    if (!(columns[p] >= 0 && columns[p] < size)) throw new Error(`there is no column ${columns[p]}`);
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(y[i]))
      throw wrong(`the label of row ${i} is not a finite number`, 'Correct it or leave the row out.');
  const own = weights ? Float64Array.from(weights) : new Float64Array(n).fill(1);
  let some = false;
  for (let i = 0; i < n; i++) {
    if (!(own[i] >= 0 && own[i] < Infinity))
      throw wrong(`the weight of row ${i} is ${own[i]}`, 'Weights are finite and 0 or more.');
    if (own[i] > 0) some = true;
  }
  if (!some) throw wrong('every row has the weight 0', 'Give at least one row a weight above 0.');
  return own;
}

/** Throws `UsageError` where a number is none or too large to be squared. */
export function checkFeatures(x: Matrix): void {
  const { values, size } = x;
  const n = rowCount(x);
  const end = isSparse(x) ? x.starts[n] : n * size;
  for (let p = 0; p < end; p++)
    if (!(Math.abs(values[p]) <= largest))
      throw wrong(
        `a feature is ${values[p]}`,
        `Features are finite and at most ${largest}: replace others, scale their column, or leave those rows out.`,
      );
}

/** Throws `UsageError` where the labels are not 0 .. classes - 1, or all rows that count have the same one. */
export function checkClasses(y: ArrayLike<number>, weights: Float64Array, classes: number): void {
  let first = -1;
  let several = false;
  for (let i = 0; i < y.length; i++) {
    if (!(Number.isInteger(y[i]) && y[i] >= 0 && y[i] < classes))
      throw wrong(`the label of row ${i} is ${y[i]}`, `Number the classes from 0 to ${classes - 1}.`);
    if (weights[i] === 0) continue;
    if (first >= 0 && y[i] !== first) several = true;
    first = y[i];
  }
  if (!several)
    throw new UsageError(
      'unsupported',
      'all rows have the same label, so there is nothing to tell apart',
      'Give data with rows of at least two classes.',
    );
}

/** Throws `UsageError` unless the number is finite and above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw wrong(`${name} is ${value}`, `Give a finite ${name} above 0.`);
}
