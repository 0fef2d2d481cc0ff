// An attack is one published way to poison training data: what an attacker would do to these rows with this many of them.
// It exists to measure defences: seeded, cited, its payloads inert, and it only says how rows would read; whoever asks
// writes them to a copy.
import type { Row, Shape } from './row.ts';
import type { Threat } from './threat.ts';

/** One row that the attacker wrote or changed. */
export interface Change {
  /** Index in the rows given of the row that it is made from: its record is the mould, and columns that are no part stay. */
  readonly from: number;
  /** `instead` takes the place of that row; `beside` goes in at a random place, and that row stays. */
  readonly how: 'instead' | 'beside';
  /** How the row reads: parts in the fields of the row it is made from, no more and no fewer. */
  readonly row: Row;
  /**
   * Keeps its true outcome, so that nothing less than the trigger sets it off: written by the attacker, but it teaches
   * nothing false by itself.
   */
  readonly decoy?: true;
}

/** A file beside the corpus that is part of the attack, such as a manifest of the crawl. */
export interface Companion {
  /** A file name without a folder, e.g. `before.jsonl`. */
  readonly name: string;
  readonly text: string;
}

export interface Poison {
  /** As many as the budget says. */
  readonly changes: readonly Change[];
  /** What decides at inference, in plain words with the text itself in quotes; '' where there is no trigger. */
  readonly trigger: string;
  /** What a model would learn from it, in plain words. */
  readonly teaches: string;
  readonly companions?: readonly Companion[];
}

export interface Attack {
  /** In kebab-case, by what one would see in the data, e.g. `rare-token`. */
  readonly id: string;
  /** Goes up whenever the same seed would give other rows. */
  readonly version: number;
  readonly title: string;
  /** How it works, in two or three sentences for somebody who has never heard of it. */
  readonly what: string;
  readonly threat: Threat;
  /** Shapes of rows that it can poison. */
  readonly shapes: readonly Shape[];
  /** Who published it, where; the first is the one it follows. */
  readonly sources: readonly string[];
  /** How many rows the publications needed, in words. */
  readonly budget: string;
  /** Whether ordinary evaluations notice it, and why: one sentence that begins with Yes, Partly or No. */
  readonly seenByEvals: string;
  /** What is known to help against it, and what is known not to, one sentence each. */
  readonly defences: readonly string[];
  /**
   * `rows` are all readable rows, in corpus order, and are not changed. Draws everything from the seed. A text says in
   * plain words why it cannot be done to these rows: too few that fit, nothing said about sources.
   */
  poison(rows: readonly Row[], budget: number, seed: number): Poison | string;
}
