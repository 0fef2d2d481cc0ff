// A detector looks for one kind of evidence. It takes part in at most two shared reads of the corpus: `survey`
// learns what is ordinary here, `inspect` looks at the rows, or at the survey alone, in that light. One that must know
// something before the first read learns it from a `sample`, a small part of the corpus read beforehand.
import type { Verdict } from './finding.ts';
import type { Options, Values } from './option.ts';
import type { Row, Shape } from './row.ts';
import type { Summary } from './summary.ts';
import type { Threat } from './threat.ts';

export type Batch = readonly Row[];

/** Plain data that, with the detector's id, rebuilds its summaries on any machine. */
export interface Setup<O extends Options = Options> {
  readonly options: Values<O>;
  /** Seeds every hash and every random choice; drawn per scan or given by the user, and written in the report. */
  readonly seed: number;
  /** Share of the corpus that a `sample` is fed, of 1; 1 where the corpus is small, and in every other read. */
  readonly part?: number;
  /** What came of the detector's `sample`; absent when it has none, and while it is taken. */
  readonly sample?: unknown;
}

// `any` is the one place where detectors of different types meet.
export interface Detector<O extends Options = any, Survey = any> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly catches: readonly Threat[];
  /** Shapes it can judge; on others the report says that it did not look. */
  readonly shapes: readonly Shape[];
  /** Where the method comes from: papers, standards. */
  readonly sources: readonly string[];
  readonly options: O;
  /** What must be known before the first read, from a few megabytes of rows chosen by hash. Plain data. */
  sample?(setup: Setup<O>): Summary<Batch, any, unknown>;
  /** Absent when rows can be judged one by one: then `inspect` runs in the first read, with no survey. */
  survey?(setup: Setup<O>): Summary<Batch, any, Survey>;
  /** A summary takes the second read; a verdict needs none. A pure function of plain data. */
  inspect(survey: Survey, setup: Setup<O>): Summary<Batch, any, Verdict> | Verdict;
}

export function isSummary(x: Summary<Batch, any, Verdict> | Verdict): x is Summary<Batch, any, Verdict> {
  return 'empty' in x;
}
