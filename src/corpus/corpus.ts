// A corpus as plain data: its files, how they are cut into shards, and which column plays which part. A worker
// on another machine that is given this value reads the same rows.
import type { Fields } from './fields.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile, Shard } from './shard.ts';

export interface Corpus {
  /** Those of the baseline, if there is one, after all others; so are their shards. */
  readonly files: readonly CorpusFile[];
  readonly shards: readonly Shard[];
  readonly fields: Fields;
  readonly limits: Limits;
  readonly baseline?: Baseline;
  /**
   * Rows that do not say where they came from came from their file: always, so that a row is the same when files are
   * added; when absent, only where there are several.
   */
  readonly filesAreSources?: true;
}

/** How a corpus that the user vouches for is read beside the one in question. */
export interface Baseline {
  /** Its columns may be named otherwise; its shape is the same. */
  readonly fields: Fields;
  /** One in 2 ** level of its rows is read beside the corpus: it must not crowd out what is to be judged. */
  readonly level: number;
  /** Keys of its rows, ascending, once it has been read: rows that the corpus shares with it are not judged again. */
  readonly known?: { readonly keys: Float64Array; readonly seed: number };
}
