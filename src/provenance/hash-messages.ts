// What the thread that attests and those that hash for it say to one another. A job is a whole file, or a stretch of whole lines
// whose bytes are sent in memory that both see.
import type { Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import type { Failure } from '../errors.ts';
import type { DataFile } from './data-files.ts';
import type { HashedFile } from './hash-file.ts';
import type { CountedRows } from './hash-spans.ts';
import type { Tally } from './source-facts.ts';

export type HashTask =
  | { readonly kind: 'file'; readonly file: DataFile }
  | { readonly kind: 'lines'; readonly file: CorpusFile; readonly startsFile: boolean };

export interface HashWorkerSetup {
  readonly slots: readonly SharedArrayBuffer[];
  readonly limits: Limits;
}

export type ToHashWorker =
  | { readonly kind: 'open'; readonly job: number; readonly task: HashTask }
  /** The next bytes of a stretch of lines stand in a slot. */
  | { readonly kind: 'bytes'; readonly job: number; readonly slot: number; readonly length: number }
  | { readonly kind: 'end'; readonly job: number }
  /** Records that the worker gave were written: it may give more. */
  | { readonly kind: 'written'; readonly job: number };

export type JobDone = HashedFile | (CountedRows & { readonly tallies: readonly Tally[] });

export type FromHashWorker =
  /** Nobody reads the slot any more. */
  | { readonly kind: 'free'; readonly slot: number }
  | { readonly kind: 'read'; readonly job: number; readonly bytes: number }
  | { readonly kind: 'records'; readonly job: number; readonly records: Uint8Array; readonly names: string[] }
  | { readonly kind: 'done'; readonly job: number; readonly done: JobDone }
  | { readonly kind: 'failed'; readonly job: number; readonly failure: Failure };
