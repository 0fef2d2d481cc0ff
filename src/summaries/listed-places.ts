// The places of rows that fit one of several descriptions: what a second read brings when only a sample of the corpus
// was judged.
import type { Batch } from '../detector.ts';
import { byPlace, type Place, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';

/** The rows listed for one description; more than these are not needed to see that a corpus is lost. */
export const maxListed = 2 ** 17;

/** `find` tells for a row which of the `count` descriptions it fits; `finish` gets the places of each, in order. */
export function listedPlaces<Result>(
  count: number,
  find: (row: Row, fits: (description: number) => void) => void,
  finish: (lists: readonly Place[][]) => Result,
): Summary<Batch, Place[][], Result> {
  const keep = (places: Place[]): void => {
    if (places.length <= 2 * maxListed) return;
    places.sort(byPlace);
    places.length = maxListed;
  };
  return {
    maxBytes: 2 ** 16 + count * 2 * maxListed * 64,
    empty: () => Array.from({ length: count }, () => []),
    add(state, batch) {
      for (const row of batch) find(row, (i) => state[i].push({ shard: row.shard, row: row.row }));
      state.forEach(keep);
    },
    merge(into, from) {
      into.forEach((places, i) => {
        for (const place of from[i]) places.push(place);
        keep(places);
      });
    },
    relocate(state, shard) {
      state.forEach((places, i) => (state[i] = places.map(({ row }) => ({ shard, row }))));
    },
    finish: (state) => finish(state.map((places) => places.sort(byPlace).slice(0, maxListed))),
  };
}
