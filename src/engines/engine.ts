// Where a read runs. A job is plain data, so that any worker can rebuild the detector's summary from it, and so
// is a conclusion: states of a job are merged where they are judged and never leave the engine.
import type { Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Problem } from '../corpus/shard.ts';
import type { ClaimedRows } from '../summaries/claimed-rows.ts';
import type { RowText, Wanted } from '../summaries/excerpts.ts';
import type { Held, Holding } from '../summaries/holding-rows.ts';
import type { Keeping } from '../state/shards.ts';
import type { SourceCount, Tallies } from '../summaries/tally.ts';

/** One summary to feed during a read. `excerpts`, `holding`, `tally` and `known` are the scan's own; the rest are detectors'. */
export type Job =
  | { readonly kind: 'sample'; readonly detector: string; readonly setup: Setup }
  | { readonly kind: 'survey'; readonly detector: string; readonly setup: Setup }
  | { readonly kind: 'inspect'; readonly detector: string; readonly setup: Setup; readonly survey: unknown }
  | { readonly kind: 'tally'; readonly seed: number }
  | { readonly kind: 'known'; readonly seed: number }
  | {
      readonly kind: 'excerpts';
      readonly wanted: readonly Wanted[];
      readonly claimed: ClaimedRows;
      readonly seed: number;
    }
  | {
      readonly kind: 'holding';
      readonly held: readonly Held[];
      readonly claimed: ClaimedRows;
      readonly seed: number;
    };

/** What a job came to when every shard's state was merged. A survey that leaves rows to look at needs a second read. */
export type Conclusion =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'look'; readonly survey: unknown }
  | { readonly kind: 'sample'; readonly sample: unknown }
  | { readonly kind: 'tally'; readonly tallies: Tallies }
  | { readonly kind: 'known'; readonly keys: Float64Array }
  | { readonly kind: 'holding'; readonly holding: readonly Holding[] }
  | {
      readonly kind: 'excerpts';
      /** One for each wanted row; undefined where it was not met. */
      readonly texts: readonly (RowText | undefined)[];
      /** The sources, and the annotators, of each claim's rows. */
      readonly sources: readonly (readonly SourceCount[])[];
      readonly annotators: readonly (readonly SourceCount[])[];
    };

/** What reading one shard came to, besides the states. */
export interface ShardCoverage {
  readonly shard: number;
  readonly rows: number;
  /** Physical lines in the shard, to number the lines of the shards after it. */
  readonly lines: number;
  readonly unreadable: number;
  /** Readable rows that say that a drill made them. */
  readonly drilled: number;
  /** Rows that the jobs were fed: readable, not known from the baseline, and of the baseline's own those sampled. */
  readonly judged: number;
  /** The first few problems; `unreadable` counts all. Row and line numbers are within the shard. */
  readonly problems: readonly Problem[];
  /** False when the rest of the shard could not be read. */
  readonly complete: boolean;
  /** True when its states came from an earlier scan and it was not read. */
  readonly recalled?: true;
}

export interface ReadProgress {
  /** `judging` once every shard is read and the jobs are concluded. */
  readonly step: 'reading' | 'judging';
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface ReadResult {
  /** One for each job. */
  readonly conclusions: readonly Conclusion[];
  /** One for each shard, in order. */
  readonly coverage: readonly ShardCoverage[];
}

export interface Engine {
  /**
   * Reads every shard once, feeding all jobs. States are merged in shard order, whatever finished first: sums in
   * another order may differ in the last bit, and reports are the same byte for byte on any number of workers. With
   * `keeping`, states of earlier scans are taken instead of reading, and new ones are kept before it resolves.
   */
  read(
    corpus: Corpus,
    jobs: readonly Job[],
    onProgress: (progress: ReadProgress) => void,
    keeping?: Keeping,
  ): Promise<ReadResult>;
  /** Frees what the engine holds; it may be called twice. */
  close(): Promise<void>;
}
