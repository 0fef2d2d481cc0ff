// Which thresholds are fitted here: for each option the values tried, the poison that bears on it, and the honest corpora
// of the same shape. Budgets stand where the threshold bites, so that a value too strict loses some of them.
import type { Case } from './case.ts';
import { floodOptions } from './table/floods.ts';
import { documentOptions } from './table/documents.ts';
import { peopleOptions } from './table/people.ts';
import { rowOptions } from './table/rows.ts';
import { spotOptions } from './table/spots.ts';

export interface Calibrated {
  readonly detector: string;
  readonly option: string;
  readonly grid: readonly number[];
  /** Which end of the grid raises fewer alarms. */
  readonly strict: 'large' | 'small';
  readonly trials: readonly Case[];
  readonly nulls: readonly Case[];
  /** What the corpora here cannot tell, a sentence. */
  readonly untried?: string;
  /** Why the default stands although it lies outside the plateau, a sentence. */
  readonly kept?: string;
}

export const calibrated: readonly Calibrated[] = [
  ...rowOptions,
  ...peopleOptions,
  ...spotOptions,
  ...floodOptions,
  ...documentOptions,
];
