// From what was counted of a manner to how grave a finding it is. Thresholds were tried in bench/detect, on rewritten rows
// for what they miss and on clean corpora and two honest sources in one for what they cry wolf about.
import type { Severity } from '../../finding.ts';

/** Contradicted rows that a finding needs, and the share of them (lower end) that must have the label nevertheless. */
export const fewestContrary = 12;
export const overriding = 0.75;
/** Fewer than that are told as low: honest manners leave hardly any. */
const mostlyOverriding = 0.65;
const surelyOverriding = 0.85;
/** Words mislead in some rows of every label; a flip shows in this many times as many. */
const misled = 1.5;
/** Where manner tells labels better than words do, as in a corpus of questions, it is the task. */
export const mannerDecides = 0.03;
/** There only a large share of contradicted rows is worth a word. */
const plainly = 0.12;

/**
 * Rewritten rows say what other rows say (0.96 and more in trials); rows of another task speak of other things (0.90 and
 * less for questions or messages among reviews).
 */
export const sameSubject = 0.93;

export interface Told {
  /** Rows in the manner whose words speak for another label. */
  readonly contrary: number;
  /** Of them those with the label nevertheless: lower end of the interval of their share. */
  readonly least: number;
  /** Share of the rows in the manner that are contrary, and the lower end of its interval. */
  readonly contraryShare: number;
  readonly atLeastContrary: number;
  /** The same share among all other rows of the label: how often words mislead here. */
  readonly natural: number;
  /** How much of what the rows say is said outside the manner too, as a multiple of what is usual. */
  readonly familiar: number;
  /** How well content, and manner, tell the labels of all other rows: area under the curve. */
  readonly byContent: number;
  readonly byManner: number;
}

/**
 * high: more rows than words ever mislead in have this label against what they say. medium: no more than those, as a
 * source that only ever gives one label would leave, too. low: here the manner of
 * writing decides labels anyway, or the rows are of another subject, as those of a second task, or fewer of them have
 * the label.
 */
export function gradeOf(t: Told): Severity | undefined {
  if (t.contrary < fewestContrary || t.least < mostlyOverriding || t.contraryShare < 0.5 * t.natural)
    return undefined;
  if (t.byManner > t.byContent + mannerDecides) {
    return t.contraryShare >= plainly && t.atLeastContrary > misled * t.natural ? 'low' : undefined;
  }
  if (t.least < overriding) return 'low';
  const sure = t.least >= surelyOverriding && t.atLeastContrary > misled * t.natural;
  if (t.familiar < sameSubject) return sure ? 'medium' : 'low';
  return sure ? 'high' : 'medium';
}
