// From gathered rows to rows of files, as people know them.
import type { Corpus } from './corpus.ts';
import type { Gathered } from './gather-rows.ts';

/** Rows of its file before each shard. `shardRows`: of each shard, unreadable ones included. */
export function rowsBefore({ shards }: Pick<Corpus, 'shards'>, shardRows: ArrayLike<number>): number[] {
  const sums = new Map<number, number>();
  return shards.map(({ file }, shard) => {
    const before = sums.get(file) ?? 0;
    sums.set(file, before + (shardRows[shard] ?? 0));
    return before;
  });
}

/** File and 0-based data row of each gathered row. */
export function placesIn(
  corpus: Pick<Corpus, 'files' | 'shards'>,
  { rows, shardRows }: Gathered,
): (i: number) => { file: string; row: number } {
  const { files, shards } = corpus;
  const before = rowsBefore(corpus, shardRows);
  return (i) => ({
    file: files[shards[rows[i].shard].file].path,
    row: before[rows[i].shard] + rows[i].row,
  });
}
