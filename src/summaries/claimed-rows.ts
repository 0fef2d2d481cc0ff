// Which claims are about which rows, as plain data of a size that a message between threads can have.
import type { Place } from '../row.ts';

/** Rows of claims in corpus order, in columns: entry i says that claim `claims[i]` is about that row. */
export interface ClaimedRows {
  readonly claimCount: number;
  readonly shards: Int32Array;
  readonly rows: Int32Array;
  readonly claims: Int32Array;
}

/** The claims about a row. */
export function claimsOf(claimed: ClaimedRows, place: Place): Int32Array {
  const { shards, rows, claims } = claimed;
  const first = firstEntry(claimed, place);
  let end = first;
  while (end < shards.length && shards[end] === place.shard && rows[end] === place.row) end++;
  return claims.subarray(first, end);
}

/** The rows of a shard that claims are about, each as often as there are claims about it. */
export function rowsIn(claimed: ClaimedRows, shard: number): Int32Array {
  const [first, end] = [shard, shard + 1].map((of) => firstEntry(claimed, { shard: of, row: 0 }));
  return claimed.rows.subarray(first, end);
}

function firstEntry({ shards, rows }: ClaimedRows, place: Place): number {
  let low = 0;
  let high = shards.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (shards[middle] - place.shard < 0 || (shards[middle] === place.shard && rows[middle] < place.row))
      low = middle + 1;
    else high = middle;
  }
  return low;
}
