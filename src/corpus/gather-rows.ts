// All rows of a corpus at once, for what must go over them many times: learning, and looking things up.
import { UsageError } from '../errors.ts';
import type { Row } from '../row.ts';
import type { Corpus } from './corpus.ts';
import { readRows } from './read-rows.ts';
import { UnreadableFile } from './reader.ts';

/** Rows that fit in memory beside what is learned from them. */
export const mostGathered = 5_000_000;

export interface Gathered {
  /** In corpus order; those that cannot be read are left out, as are those of files from where these break off. */
  readonly rows: Row[];
  readonly unreadable: number;
  /** Data rows of each shard, unreadable ones too, as far as it could be read. */
  readonly shardRows: readonly number[];
}

/** `progress` is told the rows so far. Throws `UsageError` where there are more than `most`. */
export async function gatherRows(
  corpus: Corpus,
  progress: (rows: number) => void = () => undefined,
  most = mostGathered,
): Promise<Gathered> {
  const rows: Row[] = [];
  let unreadable = 0;
  const shardRows = corpus.shards.map(() => 0);
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    try {
      for await (const batch of readRows(corpus, shard)) {
        for (const row of batch.rows) rows.push(row);
        unreadable += batch.unreadable.length;
        shardRows[shard] += batch.rows.length + batch.unreadable.length;
        if (rows.length > most)
          throw new UsageError(
            'unsupported',
            `the data has more than ${most.toLocaleString('en')} rows, all of which would have to be in memory`,
            'Name fewer files, or a sample of them.',
          );
        progress(rows.length);
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
    }
  }
  return { rows, unreadable, shardRows };
}
