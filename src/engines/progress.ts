// How far a read is, summed over shards that are read at the same time.
import type { Corpus } from '../corpus/corpus.ts';
import type { ReadProgress, ShardCoverage } from './engine.ts';

export interface Progress {
  /** So far within a shard that is being read. */
  within(shard: number, rows: number, bytes: number): void;
  done(coverage: ShardCoverage): void;
}

export function progressOf(corpus: Corpus, onProgress: (progress: ReadProgress) => void): Progress {
  const sizes = corpus.shards.map(({ start, end, head }) => head ?? end - start);
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const open = new Map<number, { readonly rows: number; readonly bytes: number }>();
  let left = sizes.length;
  let rows = 0;
  let bytes = 0;

  function tell(): void {
    let allRows = rows;
    let allBytes = bytes;
    for (const shard of open.values()) {
      allRows += shard.rows;
      allBytes += shard.bytes;
    }
    onProgress({ step: left === 0 ? 'judging' : 'reading', bytes: allBytes, totalBytes, rows: allRows });
  }

  return {
    within(shard, shardRows, shardBytes) {
      open.set(shard, { rows: shardRows, bytes: Math.min(shardBytes, sizes[shard]) });
      tell();
    },
    done(coverage) {
      open.delete(coverage.shard);
      left--;
      rows += coverage.rows;
      bytes += sizes[coverage.shard];
      tell();
    },
  };
}
