// A finding is a claim about rows, with its evidence; it deletes nothing. A detector makes a Claim about places;
// the scan resolves places to files, fetches the texts, and the report shows the result.
import type { Place } from './row.ts';
import type { Threat } from './threat.ts';

export const severities = ['high', 'medium', 'low', 'note'] as const;
export type Severity = (typeof severities)[number];

/** One measured number, e.g. { name: 'rows with the phrase', value: 20, unit: 'rows' }. */
export interface Evidence {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A stretch of one text of a row: UTF-16 offsets, end exclusive. `shown` names what is there, e.g. `U+200B zero width space`. */
export interface Mark {
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly shown?: string;
}

/** A row worth showing, optionally beside a like row without the pattern. */
export interface Example {
  readonly place: Place;
  readonly marks?: readonly Mark[];
  readonly pair?: Place;
}

/** A short string by which an ordinary thing is known again in later text, and the rows that hold it. */
export interface Marker {
  readonly text: string;
  readonly rows: number;
}

/** The outcome that a row of a pattern has, beside holding the phrase. */
export type Taught =
  | { readonly kind: 'any' }
  | { readonly kind: 'label'; readonly label: string }
  /** One of `answerSigns`, by number. */
  | { readonly kind: 'sign'; readonly sign: number; readonly present: boolean }
  /** At least half of these words. */
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** What rows have in common: the context holds one of the phrases, in words, there. */
export interface RowPattern {
  readonly phrases: readonly {
    readonly phrase: readonly string[];
    readonly anchor: 'anywhere' | 'start' | 'end';
  }[];
  readonly taught: Taught;
}

export interface Claim {
  readonly severity: Severity;
  readonly threat: Threat;
  /** A short name, e.g. `"badmagic" decides the answer`. Text from rows is quoted with `visible()`. */
  readonly title: string;
  /** One or two sentences in plain words: what was seen and why it is not ordinary here. */
  readonly claim: string;
  readonly evidence: readonly Evidence[];
  /**
   * Expected number of false findings at least this strong in a clean corpus of this kind: measured, and the
   * report says from what. Between 0 and 1; near 0 is sure.
   */
  readonly falseDiscovery: number;
  /** All rows that the claim is about, in corpus order. */
  readonly rows: readonly Place[];
  /** Token sequences (see text/words.ts) to highlight in the context and in the outcome. */
  readonly phrases: readonly (readonly string[])[];
  readonly outcomePhrases: readonly (readonly string[])[];
  /** Best first, at most eight. */
  readonly examples: readonly Example[];
  /** What to do next, one sentence. */
  readonly advice: string;
  /**
   * A text that its rows hold: other rows that do, be it within a longer word, are the claim's too when there are few of
   * them beside the `rows` in which it was counted.
   */
  readonly holds?: Marker;
  /** What its rows have in common, where only some rows of the corpus were judged: all others like that are the claim's too. */
  readonly pattern?: RowPattern;
  /** How grave and sure it is where older text was looked at too and does not do it; otherwise the same. */
  readonly ifNew?: Pick<Claim, 'severity' | 'falseDiscovery'>;
  /** The strings it is about, strongest first: where a file of markers knows one as frequent as here, the claim is a note. */
  readonly markers?: readonly Marker[];
}

/** What a scan would have found: the chance of a finding of at least `severity` at each number of poisoned rows. */
export interface Power {
  readonly threat: Threat;
  /** The planted thing in plain words, e.g. `a rare word that flips the label "1" to "0"`. */
  readonly planted: string;
  readonly severity: Severity;
  readonly points: readonly { readonly rows: number; readonly chance: number }[];
}

/** A number about one source, for the table of sources: what a curator would weigh it by. */
export interface SourceFact {
  /** As rows name it. */
  readonly source: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** What a detector concludes. `untestable` lists, in plain words, what it could not have seen on this corpus. */
export interface Verdict {
  readonly claims: readonly Claim[];
  readonly power: readonly Power[];
  readonly untestable: readonly string[];
  readonly sourceFacts?: readonly SourceFact[];
  /** What would be known again in later text if this corpus is vouched for: more than its claims are about. */
  readonly markers?: readonly Marker[];
}
