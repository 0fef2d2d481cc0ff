// A shard is the unit of reading: a byte range of a plain line file or of a Parquet file, or a whole file of any other kind.
// How a corpus is cut depends on its bytes alone, never on the number of workers.

export type Format = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet' | 'arrow' | 'text';
export type Compression = 'none' | 'gzip' | 'zstd';

export interface CorpusFile {
  /** As the user named it or as found below a named folder; `-` is standard input. */
  readonly path: string;
  /** Where its bytes are now: the same path, or the temporary file that standard input was saved to. */
  readonly location: string;
  readonly format: Format;
  readonly compression: Compression;
  /** Size on disk. */
  readonly bytes: number;
  /** Of the baseline: what is ordinary is learned from it, and nothing in it is accused. */
  readonly trusted?: true;
}

export interface Shard {
  /** Index into the corpus's files. */
  readonly file: number;
  /** Byte range [start, end) for plain jsonl, text and Parquet; [0, bytes) otherwise. */
  readonly start: number;
  readonly end: number;
  /** Reading stops once so many of its bytes are behind; absent when all of it is read. */
  readonly head?: number;
}

/** `lines`: a file can be read from any line on. `rows`: from any row on, at a price. `nowhere`: it is one shard. */
export type Cut = 'lines' | 'rows' | 'nowhere';

export function cutOf({ format, compression }: CorpusFile): Cut {
  if (compression !== 'none') return 'nowhere';
  if (format === 'jsonl' || format === 'text') return 'lines';
  return format === 'parquet' ? 'rows' : 'nowhere';
}

/** Why a row or a file could not be read, with its place. `line` is 1-based and 0 when there is none. */
export interface Problem {
  readonly file: string;
  /** 0-based data row within the shard while reading, within the file in a report; -1 for the file as a whole. */
  readonly row: number;
  readonly line: number;
  readonly reason: string;
}
