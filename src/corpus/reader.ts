// A reader turns a shard into records: one plain value per data row, in file order. It knows nothing of shapes.
import type { CorpusFile, Shard } from './shard.ts';

/** A record as the file has it: an object of columns, or a failure that is counted and shown, never fatal. */
export type Entry =
  | { readonly kind: 'record'; readonly value: unknown; readonly line: number }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly line: number }
  /** Rows that nobody asked for, from a line on. */
  | { readonly kind: 'passed over'; readonly rows: number; readonly line: number };

/** Whether a row of the shard is asked for, by its number. */
export type Asked = (row: number) => boolean;

export interface Limits {
  /** Longest line or record, in bytes. */
  readonly recordBytes: number;
  /** Deepest nesting of a JSON record. */
  readonly depth: number;
  /** Most bytes a compressed file may unpack to. */
  readonly unpackedBytes: number;
  readonly columns: number;
}

const MiB = 2 ** 20;
const GiB = 2 ** 30;

export const defaultLimits: Limits = {
  // The longest documents of public corpora are a few MiB; beyond this a line is a mistake or an attack.
  recordBytes: 64 * MiB,
  depth: 200,
  unpackedBytes: 64 * GiB,
  columns: 10_000,
};

/** Some entries, and how far the shard has been read with them. */
export interface ReadBatch {
  readonly entries: readonly Entry[];
  /** Physical lines of the shard so far, blank ones and frames included; rows where the format has no lines. */
  readonly lines: number;
  /** Bytes of the shard so far, as they are on disk. */
  readonly bytes: number;
}

/**
 * Yields batches of entries. Line numbers are 1-based within the shard's byte range (the scan adds what came
 * before) and 0 where the format has no lines; row numbers are the position in the sequence, in
 * which an entry that passes rows over stands for all of them. Throws `UnreadableFile` when the rest of the file cannot
 * be read (truncated gzip, wrong kind); entries already yielded stand. Rows that are not asked for may be passed over,
 * unread; all are asked for unless `asked` is given.
 */
export interface Reader {
  read(file: CorpusFile, shard: Shard, limits: Limits, asked?: Asked): AsyncIterable<ReadBatch>;
}

/** The rest of a file cannot be read. The message names no file: the scan says which. */
export class UnreadableFile extends Error {
  readonly code: 'truncated' | 'wrong-kind' | 'too-large' | 'unsupported' | 'no-such-file' | 'no-permission';

  constructor(code: UnreadableFile['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UnreadableFile';
    this.code = code;
  }
}
