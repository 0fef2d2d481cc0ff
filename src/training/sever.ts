// SEVER (Diakonikolas et al. 2019): rows whose gradients go far along the directions in which the gradients of their class
// vary most are taken out, and the learner learns again. Against rows that spoil a model as a whole; rows of a backdoor
// pull little at a model that has learned them, and few are found.
import { UsageError } from '../errors.ts';
import { joinLoneColumns } from '../math/lone-columns.ts';
import type { Matrix } from '../math/matrix.ts';
import { alongLeading } from '../math/pulls.ts';
import type { Step } from '../math/step.ts';
import { filterRounds, type Filtered, type FilterOptions, type Scoring } from './filter-rounds.ts';
import type { Examples } from './pulling-learner.ts';

export interface SeverOptions extends FilterOptions {
  /** Top singular directions that count. */
  readonly directions?: number;
}

export interface Severed extends Filtered {
  /** Top singular values of the gradients, of each class in each round: round * classes + class. */
  readonly singular: readonly Float64Array[];
}

/** Residual of a singular vector; the order of the rows is at rest long before. */
const tolerance = 1e-4;

export async function sever(task: Examples, options: SeverOptions, step?: Step): Promise<Severed> {
  const { directions = 2, seed = 1 } = options;
  if (!(Number.isInteger(directions) && directions >= 1 && directions <= 32))
    throw new UsageError('bad-option', `there cannot be ${directions} directions`, 'Give 1 to 32.');
  const singular: Float64Array[] = [];
  // Only products of rows with rows count, which stay as they are when each row's lone columns become one.
  let x: Matrix | undefined;
  const scoring: Scoring = (_, { pull, outputs }, rows) => {
    x ??= joinLoneColumns(task.x).x;
    const own = new Float64Array(rows.length * outputs);
    rows.forEach((row, at) => own.set(pull.subarray(row * outputs, (row + 1) * outputs), at * outputs));
    if (rows.length === 0) return (singular.push(new Float64Array(0)), new Float64Array(0));
    const { squares, values } = alongLeading({ x, rows, outputs, pull: own }, directions, {
      tolerance,
      seed,
    });
    singular.push(values.map((value) => Math.sqrt(Math.max(0, value))));
    return squares;
  };
  const filtered = await filterRounds(task, options, scoring, step);
  return { ...filtered, singular };
}
