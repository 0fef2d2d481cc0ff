// What bench/calibrate writes down of one option, and where.
import { existsSync, readFileSync } from 'node:fs';
import type { Counted, Fitted } from './rule.ts';

/** One case at each value of the grid, in its order. */
export interface CaseResult {
  readonly name: string;
  /** Rows planted; 0 in an honest corpus. */
  readonly rows: number;
  readonly scans: number;
  /** Scans with a true finding of medium or graver; in honest corpora false findings of medium or graver. */
  readonly counts: readonly number[];
}

export interface OptionResult extends Fitted {
  readonly detector: string;
  /** Of the detector: another one has to be measured anew. */
  readonly version: number;
  readonly option: string;
  readonly unit: string;
  readonly default: number;
  readonly strict: 'large' | 'small';
  readonly values: readonly Counted[];
  readonly trials: readonly CaseResult[];
  readonly nulls: readonly CaseResult[];
  /** Seconds of one core. */
  readonly seconds: number;
}

export const resultsPath = 'bench/results/calibrate.json';

export function readResults(path = resultsPath): OptionResult[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as OptionResult[]) : [];
}
