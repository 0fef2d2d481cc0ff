// The rows of the greatest loss are taken out, and the learner learns again (Shen & Sanghavi 2019 without readmission): a
// baseline. Poison that is learned well keeps a low loss and stays.
import type { Step } from '../math/step.ts';
import { filterRounds, type Filtered, type FilterOptions } from './filter-rounds.ts';
import type { Examples } from './pulling-learner.ts';

export const lossTrimming = (task: Examples, options: FilterOptions, step?: Step): Promise<Filtered> =>
  filterRounds(task, options, (_, { losses }, rows) => Float64Array.from(rows, (row) => losses[row]), step);
