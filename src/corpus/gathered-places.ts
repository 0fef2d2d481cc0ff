// From gathered rows to rows of files, as people know them.
import type { Corpus } from './corpus.ts';
import type { Gathered } from './gather-rows.ts';

/** File and 0-based data row of each gathered row. */
export function placesIn(
  { files, shards }: Pick<Corpus, 'files' | 'shards'>,
  { rows, shardRows }: Gathered,
): (i: number) => { file: string; row: number } {
  const before: number[] = [];
  const ofFile = new Map<number, number>();
  shards.forEach(({ file }, shard) => {
    before[shard] = ofFile.get(file) ?? 0;
    ofFile.set(file, before[shard] + shardRows[shard]);
  });
  return (i) => ({
    file: files[shards[rows[i].shard].file].path,
    row: before[rows[i].shard] + rows[i].row,
  });
}
