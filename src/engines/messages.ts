// What the main thread and its workers say to each other. States travel as bytes that change hands without a copy.
import type { Corpus } from '../corpus/corpus.ts';
import type { Keeping } from '../state/shards.ts';
import type { Conclusion, Job, ShardCoverage } from './engine.ts';
import type { Failure } from '../errors.ts';

export interface WorkerSetup {
  /** This worker's own number. */
  readonly index: number;
  /** Module that exports `detectors`, the ones a worker can be asked for. */
  readonly registry: string;
}

export type ToWorker =
  | {
      readonly kind: 'begin';
      readonly corpus: Corpus;
      readonly jobs: readonly Job[];
      /** The worker that judges each job; states go to the judges of the jobs that they are for. */
      readonly homes: readonly number[];
      readonly keeping?: Keeping;
    }
  | { readonly kind: 'shard'; readonly shard: number }
  | { readonly kind: 'state'; readonly state: SentState }
  | Beside;

export type FromWorker =
  | { readonly kind: 'progress'; readonly shard: number; readonly rows: number; readonly bytes: number }
  | { readonly kind: 'read'; readonly coverage: ShardCoverage; readonly states: readonly ForOthers[] }
  | Beside
  /** What was read is on the disk, where it is to be kept. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'concluded'; readonly job: number; readonly conclusion: Conclusion }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** With what the other workers may begin their shards, as the merged state is now: `beside` of a Summary, serialised. */
interface Beside {
  readonly kind: 'beside';
  readonly feed: number;
  readonly bytes: Uint8Array;
}

/** The state of one feed after one shard, serialised as `structuredClone` would. */
export interface SentState {
  readonly feed: number;
  readonly shard: number;
  readonly bytes: Uint8Array;
}

/** A state and the workers that it is for. */
export interface ForOthers extends SentState {
  readonly to: readonly number[];
}
