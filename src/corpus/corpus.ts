// A corpus as plain data: its files, how they are cut into shards, and which column plays which part. A worker
// on another machine that is given this value reads the same rows.
import type { Fields } from './fields.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile, Shard } from './shard.ts';

export interface Corpus {
  readonly files: readonly CorpusFile[];
  readonly shards: readonly Shard[];
  readonly fields: Fields;
  readonly limits: Limits;
}
