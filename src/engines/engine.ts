// Where a read runs. A job is plain data, so that any worker can rebuild the detector's summary from it.
import type { Setup } from '../detector.ts';
import type { Place } from '../row.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Problem } from '../corpus/shard.ts';

/** One summary to feed during a read. `excerpts` and `tally` are the scan's own; the rest are detectors'. */
export type Job =
  | { readonly kind: 'survey'; readonly detector: string; readonly setup: Setup }
  | { readonly kind: 'inspect'; readonly detector: string; readonly setup: Setup; readonly survey: unknown }
  | { readonly kind: 'excerpts'; readonly places: readonly Place[]; readonly counted: readonly Place[] }
  | { readonly kind: 'tally' };

/** What reading one shard came to, besides the states. */
export interface ShardCoverage {
  readonly shard: number;
  readonly rows: number;
  /** Physical lines in the shard, to number the lines of the shards after it. */
  readonly lines: number;
  readonly unreadable: number;
  /** The first few problems; `unreadable` counts all. Row numbers are within the shard. */
  readonly problems: readonly Problem[];
  /** False when the rest of the shard could not be read. */
  readonly complete: boolean;
}

export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface Engine {
  /** Reads every shard once, feeding all jobs; states are merged in shard order, whatever finished first. */
  read(
    corpus: Corpus,
    jobs: readonly Job[],
    onProgress: (progress: ReadProgress) => void,
  ): Promise<{ readonly states: readonly unknown[]; readonly coverage: readonly ShardCoverage[] }>;
  close(): Promise<void>;
}
