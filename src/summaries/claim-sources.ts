// Who gave the rows of one claim: names out of rows, so their number is capped.
import {
  countSource,
  keepSmallest,
  mostFirst,
  sourceLength,
  type SourceCount,
  type SourceCounts,
} from './tally.ts';

/** Sources counted for one claim. */
const most = 2 ** 12;

/** Twice the sources and those of a state that joins, each two bytes a character, and room for the entry of a Map. */
export const claimSourcesBytes = 3 * most * (2 * sourceLength + 100);

export function addSource(counts: SourceCounts, source: string, seed: number): void {
  countSource(counts, source, 1);
  keepSmallest(counts, seed, 2 * most, most);
}

export function joinSources(into: SourceCounts, from: SourceCounts, seed: number): void {
  for (const [source, rows] of from) countSource(into, source, rows);
  keepSmallest(into, seed, 2 * most, most);
}

/** Most rows first. */
export function rankedSources(counts: SourceCounts, seed: number): SourceCount[] {
  keepSmallest(counts, seed, most, most);
  return mostFirst(counts);
}
