// How grave a rate of wrong labels is. Natural sets have some: what counts is the rate that they have at least.
import type { Severity } from '../../finding.ts';
import type { Estimate } from './estimate.ts';

/** One-sided, 97.5 %. */
export const deviations = 2;
/** Of clean sst2, trec, SMS spam and their sub-samples none has surely more than 1 in 50 (bench/label-noise). */
export const mediumRate = 0.04;
const lowRate = 0.015;
/** Shares of one pair of classes: the largest of clean trec's 50 classes is surely above 0.02. */
const mediumPair = 0.06;
const fewestOfPair = 20;
/** A label is listed as wrong when it is more likely wrong than not, as surely wrong from here. */
export const listedFrom = 0.5;
export const sureFrom = 0.9;
/** Fewer surely wrong labels than this are not worth a note. */
export const fewestSure = 3;

export function leastRate({ rate, error }: Estimate): number {
  return Math.max(0, rate - deviations * error);
}

export function gradeOf(e: Estimate, sure: number): Severity | undefined {
  const least = leastRate(e);
  if (least >= mediumRate) return 'medium';
  if (least >= lowRate) return 'low';
  return sure >= fewestSure ? 'note' : undefined;
}

export interface Pair {
  readonly from: number;
  readonly to: number;
  /** Rows expected to be `from` and labelled `to`; their share of all that are `from`, and the share the other way round. */
  readonly rows: number;
  readonly share: number;
  readonly reverse: number;
  readonly severity: Severity;
}

/** The pairs of classes that are confused one way, most rows first. */
export function pairsOf({ pairs, table, classes }: Estimate): Pair[] {
  const found: Pair[] = [];
  for (const [at, rows] of pairs) {
    const from = Math.floor(at / classes);
    const to = at % classes;
    const share = table[at];
    const reverse = table[to * classes + from];
    if (share < 2 * reverse) continue;
    const error = share * Math.sqrt((1 - share) / Math.max(1, rows));
    const severe = rows >= fewestOfPair && share - deviations * error >= mediumPair;
    found.push({ from, to, rows, share, reverse, severity: severe ? 'medium' : 'low' });
  }
  return found.sort((a, b) => b.rows - a.rows || a.from - b.from || a.to - b.to);
}
