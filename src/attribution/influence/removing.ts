// What leaving rows out would change in given behaviours: predicted by Newton steps with their rows left out of the second
// derivative, and learned anew for real. For one row a step is exactly the leverage-corrected influence.
import { UsageError } from '../../errors.ts';
import { rowCount } from '../../math/matrix.ts';
import { addManyTransposed } from '../../training/softmax.ts';
import { chancesAt, refitted, residuals, solver, type Fitted } from './fitted.ts';
import { checkBehaviours, valuesOf, type Behaviours, type Measure } from './measured.ts';

export interface Changed {
  /** The measure of each behaviour, with all rows and without those left out. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export interface RemovingOptions {
  readonly measure?: Measure;
  /** Newton steps; a second one makes good what the first overshoots where many rows go. */
  readonly steps?: number;
}

export function removing(
  model: Fitted,
  behaviours: Behaviours,
  rows: Iterable<number>,
  { measure = 'loss', steps = 1 }: RemovingOptions = {},
): Changed {
  checkBehaviours(model, behaviours);
  const gone = checkedRows(model, rows);
  return {
    before: valuesOf(model, model.at, behaviours, measure),
    after: valuesOf(model, without(model, gone, steps), behaviours, measure),
  };
}

export function retrained(
  model: Fitted,
  behaviours: Behaviours,
  rows: Iterable<number>,
  measure: Measure = 'loss',
): Changed {
  checkBehaviours(model, behaviours);
  const other = refitted(model, checkedRows(model, rows));
  return {
    before: valuesOf(model, model.at, behaviours, measure),
    after: valuesOf(other, other.at, behaviours, measure),
  };
}

/** Where the model would be without the rows. */
export function without(model: Fitted, rows: ReadonlySet<number>, steps = 1): Float64Array {
  const { joined, outputs, price } = model;
  const { x, penalties } = joined;
  const at = model.at.slice();
  if (rows.size === 0) return at;
  const left = price.map((each, i) => (rows.has(i) ? 0 : each));
  for (let step = 0; step < steps; step++) {
    const p = chancesAt(model, at);
    const pull = residuals(model, p).map((each, o) => left[Math.floor(o / outputs)] * each);
    const gradient = at.map((weight, j) =>
      j < x.size * outputs ? penalties[Math.floor(j / outputs)] * weight : 0,
    );
    addManyTransposed(x, pull, outputs, gradient);
    const { solution } = solver(model, p, left, 1e-6)(gradient);
    for (let j = 0; j < at.length; j++) at[j] -= solution[j];
  }
  return at;
}

/** Throws `UsageError` for rows that are not there, and where no two classes are left. */
function checkedRows({ task, price }: Fitted, rows: Iterable<number>): Set<number> {
  const gone = new Set(rows);
  const n = rowCount(task.x);
  for (const row of gone)
    if (!(Number.isInteger(row) && row >= 0 && row < n))
      throw new UsageError('bad-option', `there is no row ${row}`, `Rows are numbered from 0 to ${n - 1}.`);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    if (price[i] === 0 || gone.has(i)) continue;
    least = Math.min(least, task.y[i]);
    most = Math.max(most, task.y[i]);
  }
  // Labels that are chances between 0 and 1 hold both classes.
  const both = most > least || (task.classes === 2 && least > 0 && most < 1);
  if (!both)
    throw new UsageError(
      'unsupported',
      'without these rows all have the same label, so there is nothing to tell apart',
      'Leave out fewer rows.',
    );
  return gone;
}
