// Which rows hold a string of a claim, be it within a longer word: the claim was made from strings of whole words, and what follows
// a trigger may stick to it.
import type { Batch } from '../detector.ts';
import { taught, type Place } from '../row.ts';
import type { Summary } from '../summary.ts';
import { claimsOf, type ClaimedRows } from './claimed-rows.ts';
import { claimSources } from './excerpts.ts';
import { addRecord, joinRecords, noRecords, settle, type LowestRecords } from './lowest-records.ts';
import {
  countSource,
  keepSmallest,
  mostFirst,
  sourceLength,
  type SourceCount,
  type SourceCounts,
} from './tally.ts';

/** A string to look for in what rows teach. */
export interface Held {
  readonly text: string;
  readonly claim: number;
}

export interface Holding {
  /** Rows that hold it, those that the claim names with them. */
  readonly count: number;
  /** Rows that the claim does not name, the first in corpus order, and where they are all from. */
  readonly more: readonly Place[];
  readonly sources: readonly SourceCount[];
}

interface State {
  count: number;
  readonly more: LowestRecords;
  readonly sources: SourceCounts;
}

/** Rows listed of a string. */
const mostRows = 2 ** 16;
const width = 2;

/** One `Holding` for each string. */
export function holdingRows(
  held: readonly Held[],
  claimed: ClaimedRows,
  seed: number,
): Summary<Batch, State[], Holding[]> {
  const cap = (sources: SourceCounts, most = 2 * claimSources): void =>
    keepSmallest(sources, seed, most, claimSources);
  return {
    empty: () => held.map(() => ({ count: 0, more: noRecords(width), sources: new Map() })),
    add(states, rows) {
      for (const row of rows) {
        if (row.trusted) continue;
        const texts = taught(row.outcome);
        held.forEach(({ text, claim }, i) => {
          if (!texts.some((part) => part.text.includes(text))) return;
          const state = states[i];
          state.count++;
          if (claimsOf(claimed, row).includes(claim)) return;
          addRecord(state.more, mostRows, [row.shard, row.row]);
          countSource(state.sources, row.source, 1);
          cap(state.sources);
        });
      }
    },
    merge(into, from) {
      into.forEach((state, i) => {
        state.count += from[i].count;
        joinRecords(state.more, from[i].more, mostRows);
        for (const [name, rows] of from[i].sources) countSource(state.sources, name, rows);
        cap(state.sources);
      });
    },
    finish: (states) =>
      states.map(({ count, more, sources }) => {
        settle(more, mostRows);
        cap(sources, claimSources);
        const { list } = more;
        const places = Array.from({ length: list.length / width }, (_, i) => ({
          shard: list[width * i],
          row: list[width * i + 1],
        }));
        return { count, more: places, sources: mostFirst(sources) };
      }),
    maxBytes: held.length * (4 * width * 8 * mostRows + 6 * claimSources * (2 * sourceLength + 100)) + 1024,
  };
}
