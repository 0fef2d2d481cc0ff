// From what was counted at each value of an option to the value that is fitted. The rule stands here and, in words, in
// the results page.
import { shareInterval } from '../../src/math/wilson.ts';

/** What was counted at one value. */
export interface Counted {
  readonly value: number;
  /** Scans with poison, and those with a true finding of any grade, of medium or graver, and of high. */
  readonly trials: number;
  readonly any: number;
  readonly found: number;
  readonly high: number;
  /** Scans of honest corpora, and the false findings in all of them. */
  readonly nulls: number;
  readonly falseHigh: number;
  readonly falseMedium: number;
}

export interface Fitted {
  /** Values that are as good as the best one; empty when none is quiet enough. */
  readonly plateau: readonly number[];
  readonly fitted: number | null;
}

/** One false medium finding in so many honest corpora is borne. */
export const scansPerMedium = 20;

export const ruleInWords = [
  `A value is quiet when it brings no false high finding and at most one false medium finding in ${scansPerMedium} scans of honest corpora.`,
  'Among the quiet values the best is the one that finds most of what is planted, at medium or graver; the plateau are the quiet values whose rate lies within its 95 % Wilson interval.',
  'Of the plateau the fitted value is the one with fewest false medium findings, of these the one that finds most (at medium or graver, then at high, then at any grade), and of these the strictest: it leaves most room to corpora that are not here.',
  'A default within the plateau agrees with the fit; it is changed only when it lies outside.',
].join(' ');

export function fit(counted: readonly Counted[], strict: 'large' | 'small'): Fitted {
  const quiet = counted.filter(
    ({ falseHigh, falseMedium, nulls }) => falseHigh === 0 && falseMedium * scansPerMedium <= nulls,
  );
  if (quiet.length === 0) return { plateau: [], fitted: null };
  const best = quiet.reduce((a, b) => (b.found > a.found ? b : a));
  const [least] = shareInterval(best.found, best.trials);
  const plateau = quiet.filter(({ found, trials }) => trials === 0 || found / trials >= least);
  const strictness = (value: number): number => (strict === 'large' ? value : -value);
  const [{ value }] = [...plateau].sort(
    (a, b) =>
      a.falseMedium - b.falseMedium ||
      b.found - a.found ||
      b.high - a.high ||
      b.any - a.any ||
      strictness(b.value) - strictness(a.value),
  );
  return { plateau: plateau.map((c) => c.value), fitted: value };
}

/** Whether a value between two of the plateau, or one of them, is as good. */
export function isWithin(plateau: readonly number[], value: number): boolean {
  return plateau.length > 0 && value >= Math.min(...plateau) && value <= Math.max(...plateau);
}
