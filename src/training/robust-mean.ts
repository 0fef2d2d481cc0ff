// Robust means (Diakonikolas et al. 2017): rows that go far along the directions in which the features of their class spread most are
// taken out, whatever their labels do. Rows that an attacker adds can move a mean far only by spreading it that way.
import { alongLeading } from '../math/pulls.ts';
import { filterRounds, type Filtered, type FilterOptions } from './filter-rounds.ts';
import type { Examples } from './pulling-learner.ts';

const directions = 2;

export const robustMean = (task: Examples, options: FilterOptions): Filtered =>
  filterRounds(task, options, ({ x }, _learned, rows) => {
    if (rows.length === 0) return new Float64Array(0);
    const pull = new Float64Array(rows.length).fill(1);
    return alongLeading({ x, rows, outputs: 1, pull }, directions, { seed: options.seed }).squares;
  });
