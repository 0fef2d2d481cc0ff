// What a method of weighing rows is: from features and labels to a weight for each row. A method is one file with one such
// value, listed in weighers.ts; it knows no files, no texts and no report.
import type { Matrix } from '../../math/matrix.ts';
import type { Step } from '../../math/step.ts';
import type { Threat } from '../../threat.ts';
import type { Loss } from '../pulling-learner.ts';
import type { WeigherId } from './weigher-ids.ts';

export interface WeighTask {
  /** Features of the user's own, or hashed phrases of the rows. */
  readonly x: Matrix;
  /** Class of each row, 0 .. classes - 1, or without `classes` a number to predict; absent where rows have no labels. */
  readonly y?: Int32Array | Float64Array;
  readonly classes?: number;
  /** Share of the rows that may be poisoned: what a method that must leave out some number of rows goes by. */
  readonly part: number;
  /** What is learned by, of the method's `losses`; its own where it is not given. */
  readonly loss?: Loss;
  /** Price of a row's loss beside ||w||^2/2, for methods that learn; their own where it is not given. */
  readonly cost?: number;
  /** Columns that a method may bring the features down to, a multiple of 32. */
  readonly dimensions: number;
  readonly seed: number;
  readonly step: Step;
}

export interface Weighed {
  /** 0 (leave it out) to 1 (ordinary) for each row. */
  readonly weights: Float64Array;
  /** Why a row has a weight below 1, in a few words. */
  reason(row: number): string;
  /** What the user should know of this run: that it did not come to rest, classes too small to judge. */
  readonly notes: readonly string[];
}

export interface Weigher {
  readonly id: WeigherId;
  readonly title: string;
  /** What it protects against; what it does not is in `blind`. */
  readonly catches: readonly Threat[];
  /** What it was measured not to find, one sentence. */
  readonly blind: string;
  readonly sources: readonly string[];
  readonly needsLabels: boolean;
  /** By which it can be told to learn; absent where there is nothing to choose. */
  readonly losses?: readonly Loss[];
  weigh(task: WeighTask): Weighed | Promise<Weighed>;
}
