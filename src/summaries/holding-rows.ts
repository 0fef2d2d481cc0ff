// Which further rows are a claim's: those that hold a string of it, be it within a longer word, for the claim was made from strings
// of whole words, and what follows a trigger may stick to it; and those of its pattern, for it may have been made from a sample.
import type { Batch } from '../detector.ts';
import type { RowPattern } from '../finding.ts';
import { taught, type Place } from '../row.ts';
import type { Summary } from '../summary.ts';
import { claimsOf, type ClaimedRows } from './claimed-rows.ts';
import { addSource, claimSourcesBytes, joinSources, rankedSources } from './claim-sources.ts';
import { addRecord, joinRecords, lowestBytes, noRecords, type LowestRecords } from './lowest-records.ts';
import { lowestOf } from './lowest-runs.ts';
import { patternMatcher } from './row-pattern.ts';
import type { SourceCount, SourceCounts } from './tally.ts';

/** A string to look for in what rows teach, or a pattern. */
export type Held = { readonly claim: number } & (
  { readonly text: string } | { readonly pattern: RowPattern }
);

export interface Holding {
  /** Rows that hold it, those that the claim names with them. */
  readonly count: number;
  /** Rows that the claim does not name, the first in corpus order, and where they are all from. */
  readonly more: readonly Place[];
  readonly sources: readonly SourceCount[];
}

interface State {
  /** By index into the strings. */
  readonly counts: number[];
  readonly sources: readonly SourceCounts[];
  /** Records of string, shard and row. */
  readonly more: LowestRecords;
}

/** Rows listed of a string. */
const mostRows = 2 ** 16;
const width = 3;

/** One `Holding` for each string. */
export function holdingRows(
  held: readonly Held[],
  claimed: ClaimedRows,
  seed: number,
): Summary<Batch, State, Holding[]> {
  const hasPatterns = held.some((one) => 'pattern' in one);
  return {
    empty: () => ({
      counts: held.map(() => 0),
      sources: held.map(() => new Map()),
      more: noRecords(width),
    }),
    add({ counts, sources, more }, rows) {
      for (const row of rows) {
        if (row.trusted) continue;
        const texts = taught(row.outcome);
        const matches = hasPatterns ? patternMatcher(row, seed) : undefined;
        held.forEach((one, i) => {
          const { claim } = one;
          const isHeld =
            'text' in one ? texts.some((part) => part.text.includes(one.text)) : matches!(one.pattern);
          if (!isHeld) return;
          counts[i]++;
          if (claimsOf(claimed, row).includes(claim)) return;
          addRecord(more, mostRows, [i, row.shard, row.row]);
          addSource(sources[i], row.source, seed);
        });
      }
    },
    merge(into, from) {
      held.forEach((_, i) => {
        into.counts[i] += from.counts[i];
        joinSources(into.sources[i], from.sources[i], seed);
      });
      joinRecords(into.more, from.more, mostRows);
    },
    finish({ counts, sources, more }) {
      const places = lowestOf(more, held.length, mostRows);
      return held.map((_, i) => ({
        count: counts[i],
        more: places(i).map(([shard, row]) => ({ shard, row })),
        sources: rankedSources(sources[i], seed),
      }));
    },
    maxBytes: lowestBytes(held.length, mostRows, width) + held.length * claimSourcesBytes + 1024,
  };
}
