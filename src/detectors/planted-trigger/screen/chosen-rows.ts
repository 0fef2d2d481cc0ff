// The chosen rows of a large corpus, read again by their numbers to be learned from.
import type { Batch } from '../../../detector.ts';
import type { Verdict } from '../../../finding.ts';
import { compactRows, type CompactRows } from '../../../summaries/compact-rows.ts';
import type { CompactState } from '../../../summaries/compact-state.ts';
import type { Summary } from '../../../summary.ts';
import type { Chosen } from './suspects.ts';

export function chosenRows(
  { rows, share, seen }: Chosen,
  seed: number,
  budget: number,
  judge: (rows: CompactRows) => Verdict,
): Summary<Batch, CompactState, Verdict> {
  const all = compactRows(seed, budget);
  const inShard = new Map<number, ReadonlySet<number>>();
  const numbersOf = (shard: number): ReadonlySet<number> => {
    let numbers = inShard.get(shard);
    if (!numbers) inShard.set(shard, (numbers = new Set(rows.get(shard))));
    return numbers;
  };
  return {
    maxBytes: all.maxBytes,
    empty: all.empty,
    merge: all.merge,
    relocate: all.relocate,
    asks(shard) {
      const numbers = numbersOf(shard);
      return (row) => numbers.has(row);
    },
    add(state, batch) {
      const wanted = batch.filter(({ shard, row }) => numbersOf(shard).has(row));
      if (wanted.length > 0) all.add(state, wanted);
    },
    finish: (state) => judge({ ...all.finish(state), seen, share }),
  };
}
