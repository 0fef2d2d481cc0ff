// How many rows each source and each annotator gave, and when. Both are text out of rows, so their number is capped:
// those with the smallest hashes stay. A name that is in the end among them was among them in every part of the corpus,
// so the counts that are shown are exact and do not depend on how the corpus was cut.
import type { Batch } from '../detector.ts';
import { hash32 } from '../math/hash.ts';
import type { Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { owned } from '../text/owned.ts';

export interface SourceCount {
  readonly source: string;
  readonly rows: number;
}

/** What a source or an annotator gave. */
export interface Tallied {
  readonly name: string;
  readonly rows: number;
  /** Rows of the baseline that it gave. */
  readonly trusted: number;
  /** Milliseconds since 1970 of its first and last row that says; absent when none does. */
  readonly first?: number;
  readonly last?: number;
}

export interface Tallies {
  /** Most rows first. */
  readonly sources: readonly Tallied[];
  readonly annotators: readonly Tallied[];
  /** There were more sources than are counted. */
  readonly more: boolean;
}

interface Given {
  rows: number;
  trusted: number;
  first: number;
  last: number;
}

interface State {
  /** Keys are names. */
  readonly sources: Map<string, Given>;
  readonly annotators: Map<string, Given>;
  /** Sources were let go: so many there are in all, however they are dealt out. */
  more: boolean;
}

/** Keys are source names, values rows. */
export type SourceCounts = Map<string, number>;

/** Sources counted: enough for the hosts of a web corpus's shard (350,000 C4 documents have some 200,000). */
export const maxSources = 2 ** 18;
/** A source's name is shown, not read: what follows is dropped. */
export const sourceLength = 200;
/** A Map entry with a string of that length, two bytes each, its numbers, hash, pointers and slack. */
const entryBytes = 2 * sourceLength + 200;

export function tally(seed: number, cap = maxSources): Summary<Batch, State, Tallies> {
  return {
    empty: () => ({ sources: new Map(), annotators: new Map(), more: false }),
    add(state, rows) {
      for (const row of rows) {
        count(state.sources, row.source, row);
        if (row.annotator !== undefined) count(state.annotators, row.annotator, row);
      }
      state.more ||= state.sources.size > 2 * cap;
      keepSmallest(state.sources, seed, 2 * cap, cap);
      keepSmallest(state.annotators, seed, 2 * cap, cap);
    },
    merge(into, from) {
      into.more ||= from.more;
      for (const kind of ['sources', 'annotators'] as const) {
        for (const [name, given] of from[kind]) join(into[kind], name, given);
        if (kind === 'sources') into.more ||= into.sources.size > 2 * cap;
        keepSmallest(into[kind], seed, 2 * cap, cap);
      }
    },
    finish(state) {
      const ranked = (names: Map<string, Given>): Tallied[] => {
        keepSmallest(names, seed, cap, cap);
        return [...names]
          .map(([name, { rows, trusted, first, last }]) => ({
            name,
            rows,
            trusted,
            ...(first <= last ? { first, last } : {}),
          }))
          .sort((a, b) => b.rows - a.rows || compareText(a.name, b.name));
      };
      const more = state.more || state.sources.size > cap;
      return { sources: ranked(state.sources), annotators: ranked(state.annotators), more };
    },
    // Cut back only when twice full, so that a cut's cost is shared by many rows; a batch comes on top.
    maxBytes: 2 * (3 * cap * entryBytes + 2 ** 20),
  };
}

function count(names: Map<string, Given>, name: string, { time, trusted }: Row): void {
  join(names, name, {
    rows: trusted ? 0 : 1,
    trusted: trusted ? 1 : 0,
    first: time ?? Infinity,
    last: time ?? -Infinity,
  });
}

function join(names: Map<string, Given>, whole: string, { rows, trusted, first, last }: Given): void {
  const name = shortened(whole);
  const known = names.get(name);
  if (known === undefined) {
    names.set(owned(name), { rows, trusted, first, last });
    return;
  }
  known.rows += rows;
  known.trusted += trusted;
  if (first < known.first) known.first = first;
  if (last > known.last) known.last = last;
}

/** A name as it is told apart. */
function shortened(name: string): string {
  return name.length > sourceLength ? name.slice(0, sourceLength) : name;
}

export function countSource(counts: SourceCounts, source: string, rows: number): void {
  const name = shortened(source);
  const known = counts.get(name);
  if (known === undefined) counts.set(owned(name), rows);
  else counts.set(name, known + rows);
}

/** Once there are more than `limit` sources, drops all but the `cap` with the smallest hashes. */
export function keepSmallest(counts: Map<string, unknown>, seed: number, limit: number, cap: number): void {
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
