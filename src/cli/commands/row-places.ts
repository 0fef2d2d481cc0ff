// Gathered rows as lines of a file that name them.
import type { Gathered } from '../../corpus/gather-rows.ts';
import type { OpenCorpus } from '../../corpus/open.ts';

/** File and row of each gathered row. */
export function placesIn(
  { files, shards }: OpenCorpus,
  { rows, shardRows }: Gathered,
): (i: number) => { file: string; row: number } {
  const before: number[] = [];
  const ofFile = new Map<number, number>();
  shards.forEach(({ file }, shard) => {
    before[shard] = ofFile.get(file) ?? 0;
    ofFile.set(file, before[shard] + shardRows[shard]);
  });
  return (i) => ({ file: files[shards[rows[i].shard].file].path, row: before[rows[i].shard] + rows[i].row });
}

export function* linesOf(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield `${JSON.stringify(item)}\n`;
}
