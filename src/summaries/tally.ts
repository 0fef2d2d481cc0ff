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

/** What each of many gave: numbers by name, for an object each would take more than the rest. */
interface Given {
  /** Name -> its place among the numbers. */
  readonly names: Map<string, number>;
  /** Of each name in turn: rows, rows of the baseline, first and last time. */
  numbers: Float64Array<ArrayBuffer>;
}

const width = 4;

interface State {
  readonly sources: Given;
  readonly annotators: Given;
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
/** Names counted above the cap, so that a cut's cost is shared by many rows. */
const slack = 1.25;

export function tally(seed: number, cap = maxSources): Summary<Batch, State, Tallies> {
  const limit = slack * cap;
  return {
    empty: () => ({ sources: nothingGiven(), annotators: nothingGiven(), more: false }),
    add(state, rows) {
      for (const row of rows) {
        count(state.sources, row.source, row);
        if (row.annotator !== undefined) count(state.annotators, row.annotator, row);
      }
      state.more ||= state.sources.names.size > limit;
      keep(state.sources, seed, limit, cap);
      keep(state.annotators, seed, limit, cap);
    },
    merge(into, from) {
      into.more ||= from.more;
      for (const kind of ['sources', 'annotators'] as const) {
        const { names, numbers } = from[kind];
        for (const [name, at] of names) {
          const i = at * width;
          join(into[kind], name, numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
        }
        if (kind === 'sources') into.more ||= into.sources.names.size > limit;
        keep(into[kind], seed, limit, cap);
      }
    },
    finish(state) {
      const more = state.more || state.sources.names.size > cap;
      const ranked = (given: Given): Tallied[] => {
        keep(given, seed, cap, cap);
        const { names, numbers } = given;
        return [...names]
          .map(([name, at]) => {
            const [rows, trusted, first, last] = numbers.subarray(at * width, (at + 1) * width);
            return { name, rows, trusted, ...(first <= last ? { first, last } : {}) };
          })
          .sort((a, b) => b.rows - a.rows || compareText(a.name, b.name));
      };
      return { sources: ranked(state.sources), annotators: ranked(state.annotators), more };
    },
    // A batch, or another state, comes on top before it is cut.
    maxBytes: 2 * (3 * cap * entryBytes + 2 ** 20),
  };
}

const nothingGiven = (): Given => ({ names: new Map(), numbers: new Float64Array(0) });

function count(given: Given, name: string, { time, trusted }: Row): void {
  join(given, name, trusted ? 0 : 1, trusted ? 1 : 0, time ?? Infinity, time ?? -Infinity);
}

function join(given: Given, whole: string, rows: number, trusted: number, first: number, last: number): void {
  const { names, numbers } = given;
  const name = shortened(whole);
  const known = names.get(name);
  if (known === undefined) {
    const at = names.size * width;
    if (at === numbers.length) {
      given.numbers = new Float64Array(Math.max(64 * width, Math.ceil(1.5 * names.size) * width));
      given.numbers.set(numbers);
    }
    names.set(owned(name), names.size);
    given.numbers[at] = rows;
    given.numbers[at + 1] = trusted;
    given.numbers[at + 2] = first;
    given.numbers[at + 3] = last;
    return;
  }
  const at = known * width;
  numbers[at] += rows;
  numbers[at + 1] += trusted;
  if (first < numbers[at + 2]) numbers[at + 2] = first;
  if (last > numbers[at + 3]) numbers[at + 3] = last;
}

/** Once there are more than `limit` names, drops all but the `cap` with the smallest hashes. */
function keep(given: Given, seed: number, limit: number, cap: number): void {
  const { names, numbers } = given;
  if (names.size <= limit) return;
  keepSmallest(names, seed, limit, cap);
  given.numbers = new Float64Array(names.size * width);
  let next = 0;
  for (const [name, at] of names) {
    given.numbers.set(numbers.subarray(at * width, (at + 1) * width), next * width);
    names.set(name, next++);
  }
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
  const hashes = Float64Array.from(counts.keys(), (source) => hash32(source, seed));
  const highest = hashes.toSorted()[cap - 1];
  const equal: string[] = [];
  let below = 0;
  let i = 0;
  for (const source of counts.keys()) {
    const hash = hashes[i++];
    if (hash < highest) below++;
    else if (hash === highest) equal.push(source);
    else counts.delete(source);
  }
  for (const source of equal.sort(compareText).slice(cap - below)) counts.delete(source);
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
