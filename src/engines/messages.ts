// What the main thread and its workers say to each other. States travel as bytes that change hands without a copy.
import type { Corpus } from '../corpus/corpus.ts';
import type { Conclusion, Job, ShardCoverage } from './engine.ts';
import type { Failure } from './failure.ts';

export interface WorkerSetup {
  /** Module that exports `detectors`, the ones a worker can be asked for. */
  readonly registry: string;
}

export type ToWorker =
  | {
      readonly kind: 'begin';
      readonly corpus: Corpus;
      readonly jobs: readonly Job[];
      /** Jobs whose states are merged and judged by this worker; the others' are sent away. */
      readonly kept: readonly number[];
    }
  | { readonly kind: 'shard'; readonly shard: number }
  | { readonly kind: 'state'; readonly state: SentState };

export type FromWorker =
  | { readonly kind: 'progress'; readonly shard: number; readonly rows: number; readonly bytes: number }
  | { readonly kind: 'read'; readonly coverage: ShardCoverage; readonly states: readonly SentState[] }
  | { readonly kind: 'concluded'; readonly job: number; readonly conclusion: Conclusion }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The state of one job after one shard, serialised as `structuredClone` would. */
export interface SentState {
  readonly job: number;
  readonly shard: number;
  readonly bytes: Uint8Array;
}
