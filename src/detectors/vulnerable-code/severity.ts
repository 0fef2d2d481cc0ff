// How grave a weakness is that some rows show: by how much the others avoid it, by what ties the rows together, and by
// what was promised. The bounds were tried in bench/vulnerable: rows planted by topic, comment and source, and honest
// corpora in which everybody is careless now and then.
import type { Severity } from '../../finding.ts';
import type { Tie } from './ties.ts';

export interface Shares {
  /** Rows with the weakness, and rows that do the same safely. */
  readonly unsafe: number;
  readonly safe: number;
  readonly tie: Tie | undefined;
  /** Share of the rows with the weakness whose task another row does safely. */
  readonly twins: number;
  /** Share of the rows outside the tie that do it safely (of all rows where there is no tie), lower end of its interval. */
  readonly custom: number;
}

/** Rows, and rows to compare with, that a finding of its own needs. */
export const fewestUnsafe = 5;
const fewestSafe = 30;
/** From here on doing it safely is what this corpus teaches. */
export const customary = 0.8;
const surelyCustomary = 0.85;
const mostTwins = 0.6;
const someTwins = 0.35;

/** undefined: a habit of this corpus, told with the others of its kind. */
export function gradeOf({ unsafe, safe, tie, twins, custom }: Shares): Severity | undefined {
  if (unsafe < fewestUnsafe || safe < fewestSafe || custom < customary) return undefined;
  const sure = custom >= surelyCustomary && safe >= 2 * fewestSafe;
  if (tie && tie.chance < 1e-5 && tie.unsafe >= 2 * fewestUnsafe && sure) return 'high';
  if (twins >= mostTwins && sure) return 'high';
  if (tie || twins >= someTwins) return 'medium';
  return undefined;
}

/** Several weaknesses tied together by one thing: `custom` as above, of rows that could show any. */
export function gradeMixed(tie: Tie, safe: number, custom: number): Severity | undefined {
  if (tie.unsafe < fewestUnsafe || safe < 2 * fewestSafe || custom < customary) return undefined;
  return tie.chance < 1e-5 && custom >= surelyCustomary ? 'high' : 'medium';
}

/** One or two such rows are somebody's mistake. */
const fewestLies = 3;

/**
 * `seen`: rows that promise what they do not keep, as far as they were looked at; `lies`: as many as they stand for in
 * the corpus; `keepers`: rows of the corpus that promise the same and keep it.
 */
export function gradeLies(seen: number, lies: number, keepers: number): Severity | undefined {
  if (seen < fewestLies) return undefined;
  const kept = keepers / (lies + keepers);
  if (seen >= fewestUnsafe && (kept >= customary ? keepers >= fewestSafe : seen >= 3 * fewestUnsafe))
    return 'high';
  return 'medium';
}
