// How many rows each source gave on each day. Sources are text out of rows and their days are many, so when there are too
// many entries every other source is let go, by its hash: those that stay are counted whole.
import type { Batch } from '../detector.ts';
import { hash53, mix32 } from '../math/hash.ts';
import type { Summary } from '../summary.ts';
import { owned } from '../text/owned.ts';
import { kept } from './row-key.ts';
import { sourceLength } from './tally.ts';

/** Days since 1970 in UTC and the rows of each, ascending. */
export interface SourceDays {
  readonly source: string;
  readonly days: Int32Array;
  readonly rows: Int32Array;
}

interface State {
  /** Source -> its number. */
  sources: Map<string, number>;
  /** Entries in a hash table of columns, for a Map for each source would take more: source, day and rows, 0 where free. */
  table: Table;
  entries: number;
  level: number;
}

interface Table {
  readonly source: Int32Array<ArrayBuffer>;
  readonly day: Int32Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
}

/** Entries of one source on one day, each three numbers in a table of which no more than half is taken. */
export const maxEntries = 2 ** 18;
const entryBytes = 64;
const sourceBytes = 2 * sourceLength + 200;
export const dayMs = 86_400_000;

function tableOf(places: number): Table {
  const column = () => new Int32Array(places);
  return { source: column(), day: column(), rows: column() };
}

/** Adds to the rows of an entry; whether it is a new one. The table has room. */
function addTo({ source, day, rows }: Table, ofSource: number, onDay: number, more: number): boolean {
  const mask = source.length - 1;
  let at = mix32(Math.imul(ofSource, 0x9e3779b1) ^ onDay) & mask;
  while (rows[at] !== 0 && (source[at] !== ofSource || day[at] !== onDay)) at = (at + 1) & mask;
  const isNew = rows[at] === 0;
  source[at] = ofSource;
  day[at] = onDay;
  rows[at] += more;
  return isNew;
}

function each(
  { source, day, rows }: Table,
  visit: (source: number, day: number, rows: number) => void,
): void {
  for (let at = 0; at < rows.length; at++) if (rows[at] !== 0) visit(source[at], day[at], rows[at]);
}

export function sourceDays(seed: number, most = maxEntries): Summary<Batch, State, readonly SourceDays[]> {
  const keeps = (source: string, level: number): boolean => kept(hash53(source, seed), level);
  const count = (state: State, source: string, day: number, rows: number): void => {
    let of = state.sources.get(source);
    if (of === undefined) state.sources.set(owned(source), (of = state.sources.size));
    if (2 * state.entries >= state.table.rows.length) {
      const larger = tableOf(Math.max(64, 2 * state.table.rows.length));
      each(state.table, (...entry) => addTo(larger, ...entry));
      state.table = larger;
    }
    if (addTo(state.table, of, day, rows)) state.entries++;
  };
  /** Lets go of the sources that the level does not keep. */
  const thin = (state: State): void => {
    const names = [...state.sources.keys()];
    const stay = names.map((name) => keeps(name, state.level));
    const { table } = state;
    Object.assign(state, { sources: new Map(), table: tableOf(64), entries: 0 });
    each(table, (of, day, rows) => {
      if (stay[of]) count(state, names[of], day, rows);
    });
  };
  const settle = (state: State, limit: number): void => {
    if (state.entries <= limit) return;
    for (; state.entries > most && state.level < 52; thin(state)) state.level++;
  };
  return {
    maxBytes: 2 * most * (entryBytes + sourceBytes) + 2 ** 20,
    empty: () => ({ sources: new Map(), table: tableOf(64), entries: 0, level: 0 }),
    add(state, batch) {
      for (const { source, time, trusted } of batch) {
        if (time === undefined || trusted || source === '') continue;
        const name = source.slice(0, sourceLength);
        if (state.level > 0 && !keeps(name, state.level)) continue;
        count(state, name, Math.floor(time / dayMs), 1);
      }
      settle(state, 2 * most);
    },
    merge(into, from) {
      if (from.level > into.level) {
        into.level = from.level;
        thin(into);
      }
      const names = [...from.sources.keys()];
      const taken = names.map((name) => keeps(name, into.level));
      each(from.table, (of, day, rows) => {
        if (taken[of]) count(into, names[of], day, rows);
      });
      settle(into, 2 * most);
    },
    finish(state) {
      settle(state, most);
      const { source, day, rows } = state.table;
      const order = Int32Array.from(rows.keys())
        .filter((at) => rows[at] !== 0)
        .sort((a, b) => source[a] - source[b] || day[a] - day[b]);
      const days = order.map((at) => day[at]);
      const counts = order.map((at) => rows[at]);
      let from = 0;
      // Sources have their numbers in this order.
      const all = [...state.sources].map(([name, of]) => {
        const start = from;
        while (from < order.length && source[order[from]] === of) from++;
        return { source: name, days: days.subarray(start, from), rows: counts.subarray(start, from) };
      });
      return all.sort((a, b) => (a.source < b.source ? -1 : 1));
    },
  };
}
