// A reader turns a shard into records: one plain value per data row, in file order. It knows nothing of shapes.
import type { CorpusFile, Shard } from './shard.ts';

/** A record as the file has it: an object of columns, or a failure that is counted and shown, never fatal. */
export type Entry =
  | { readonly kind: 'record'; readonly value: unknown; readonly line: number }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly line: number };

export interface Limits {
  /** Longest line or record, in bytes. */
  readonly recordBytes: number;
  /** Deepest nesting of a JSON record. */
  readonly depth: number;
  /** Most bytes a compressed file may unpack to. */
  readonly unpackedBytes: number;
  readonly columns: number;
}

/**
 * Yields batches of entries. Line numbers are 1-based within the shard's byte range (the scan adds what came
 * before); row numbers are the position in the sequence. Throws `UnreadableFile` when the rest of the file cannot
 * be read (truncated gzip, wrong kind); entries already yielded stand.
 */
export interface Reader {
  read(file: CorpusFile, shard: Shard, limits: Limits): AsyncIterable<readonly Entry[]>;
}
