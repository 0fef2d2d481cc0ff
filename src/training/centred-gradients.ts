// The rows whose gradients are farthest from the mean of their class are taken out, and the learner learns again
// (`gradientCentered` of Diakonikolas et al. 2019): a baseline. Where there are many features, ordinary rows are as far.
import { squaredLengths } from '../math/matrix.ts';
import { squaredDistances } from '../math/pulls.ts';
import type { Step } from '../math/step.ts';
import { filterRounds, type Filtered, type FilterOptions, type Scoring } from './filter-rounds.ts';
import type { Examples } from './pulling-learner.ts';

export function centredGradients(task: Examples, options: FilterOptions, step?: Step): Promise<Filtered> {
  let squares: Float64Array | undefined;
  const scoring: Scoring = ({ x }, { pull, outputs }, rows) => {
    squares ??= squaredLengths(x);
    const own = new Float64Array(rows.length * outputs);
    rows.forEach((row, at) => own.set(pull.subarray(row * outputs, (row + 1) * outputs), at * outputs));
    return squaredDistances({ x, rows, outputs, pull: own }, squares);
  };
  return filterRounds(task, options, scoring, step);
}
