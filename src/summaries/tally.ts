// How many rows each source gave. Sources are text out of rows, so their number is capped: those with the
// smallest hashes stay. A source that is in the end among them was among them in every part of the corpus, so the
// counts that are shown are exact and do not depend on how the corpus was cut.
import type { Batch } from '../detector.ts';
import { hash32 } from '../math/hash.ts';
import type { Summary } from '../summary.ts';
import { owned } from '../text/owned.ts';

export interface SourceCount {
  readonly source: string;
  readonly rows: number;
}

/** Keys are source names, values rows. */
export type SourceCounts = Map<string, number>;

/** Sources counted: enough for the hosts of a web corpus's shard (350,000 C4 documents have some 200,000). */
export const maxSources = 2 ** 18;
/** A source's name is shown, not read: what follows is dropped. */
export const sourceLength = 200;
/** A Map entry with a string of that length, two bytes each, and its hash, pointers and slack. */
const entryBytes = 2 * sourceLength + 100;

export function tally(seed: number, cap = maxSources): Summary<Batch, SourceCounts, readonly SourceCount[]> {
  return {
    empty: () => new Map(),
    add(counts, rows) {
      for (const row of rows) countSource(counts, row.source, 1);
      keepSmallest(counts, seed, 2 * cap, cap);
    },
    merge(into, from) {
      for (const [source, rows] of from) countSource(into, source, rows);
      keepSmallest(into, seed, 2 * cap, cap);
    },
    finish(counts) {
      keepSmallest(counts, seed, cap, cap);
      return mostFirst(counts);
    },
    // Cut back only when twice full, so that a cut's cost is shared by many rows; a batch comes on top.
    maxBytes: 3 * cap * entryBytes + 2 ** 20,
  };
}

export function countSource(counts: SourceCounts, source: string, rows: number): void {
  const name = source.length > sourceLength ? source.slice(0, sourceLength) : source;
  const known = counts.get(name);
  if (known === undefined) counts.set(owned(name), rows);
  else counts.set(name, known + rows);
}

/** Once there are more than `limit` sources, drops all but the `cap` with the smallest hashes. */
export function keepSmallest(counts: SourceCounts, seed: number, limit: number, cap: number): void {
  if (counts.size <= limit) return;
  const ranked = [...counts.keys()].map((source) => ({ source, hash: hash32(source, seed) }));
  ranked.sort((a, b) => a.hash - b.hash || compareText(a.source, b.source));
  for (const { source } of ranked.slice(cap)) counts.delete(source);
}

/** Most rows first; ties in text order, so that the order of reading does not show. */
export function mostFirst(counts: SourceCounts): SourceCount[] {
  return [...counts]
    .map(([source, rows]) => ({ source, rows }))
    .sort((a, b) => b.rows - a.rows || compareText(a.source, b.source));
}

/** By UTF-16 units: the same on every machine, as a locale's order is not. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
