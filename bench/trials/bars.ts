// What every trial is made of: the corpora they start from, and how the outcomes of all seeds are held against a bar.
import { sftMix, sst2, type Mix } from '../corpora.ts';
import type { Outcome } from '../trial.ts';

export interface Trial {
  readonly name: string;
  readonly rows: number;
  /** Bar in words, and whether the outcomes of all seeds clear it. */
  readonly bar: string;
  readonly meets: (outcomes: readonly Outcome[]) => boolean;
  readonly seeds: readonly number[];
  readonly make: (seed: number) => Mix | string;
  /** Detectors whose findings count as found; planted-trigger alone unless said. */
  readonly by?: readonly string[];
  /** Only these detectors look, to spare time where the whole product is tried on the like elsewhere. */
  readonly alone?: boolean;
}

export const five = [1, 2, 3, 4, 5];
export const sft = sftMix();
export const reviews = sst2();

export const found = (o: readonly Outcome[]): number => o.filter(({ trueHigh }) => trueHigh > 0).length;

/** HIGH in at least `times` seeds, rows right whenever found; `top`: it must head the report. */
export const high =
  (times: number, top = false, recall = 0.98, precision = 0.98) =>
  (o: readonly Outcome[]): boolean =>
    found(o) >= times &&
    o.every((x) => x.trueHigh === 0 || (x.recall >= recall && x.precision >= precision && (!top || x.top)));

export const highAnyRows =
  (times: number) =>
  (o: readonly Outcome[]): boolean =>
    found(o) >= times;

/** A true finding of at least medium in `times` seeds. */
export const mediumAnyRows =
  (times: number) =>
  (o: readonly Outcome[]): boolean =>
    o.filter(({ trueMedium }) => trueMedium > 0).length >= times;

/** No HIGH, and at most `medium` MED over all seeds. */
export const quiet =
  (medium: number) =>
  (o: readonly Outcome[]): boolean =>
    o.every(({ falseHigh }) => falseHigh === 0) && o.reduce((sum, x) => sum + x.falseMedium, 0) <= medium;

/** Five seeds, HIGH in `times` of them; reported only when `times` is undefined. */
export const highTrial = (
  name: string,
  rows: number,
  times: number | undefined,
  make: Trial['make'],
  by?: readonly string[],
): Trial => ({
  name,
  rows,
  bar: times === undefined ? 'reported' : `HIGH in ${times} of 5`,
  meets: highAnyRows(times ?? 0),
  seeds: five,
  make,
  by,
});
