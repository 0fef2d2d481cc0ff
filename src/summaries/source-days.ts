// How many rows each source gave on each day. Sources are text out of rows and their days are many, so when there are too
// many entries every other source is let go, by its hash: those that stay are counted whole.
import type { Batch } from '../detector.ts';
import { hash53 } from '../math/hash.ts';
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
  /** Source -> day -> rows. */
  sources: Map<string, Map<number, number>>;
  entries: number;
  level: number;
}

/** Entries of one source on one day; two numbers and what a Map takes for them. */
export const maxEntries = 2 ** 18;
const entryBytes = 64;
const sourceBytes = 2 * sourceLength + 200;
export const dayMs = 86_400_000;

export function sourceDays(seed: number, most = maxEntries): Summary<Batch, State, readonly SourceDays[]> {
  const keeps = (source: string, level: number): boolean => kept(hash53(source, seed), level);
  const settle = (state: State, limit: number): void => {
    if (state.entries <= limit) return;
    while (state.entries > most && state.level < 52) {
      state.level++;
      for (const [source, days] of state.sources) {
        if (keeps(source, state.level)) continue;
        state.entries -= days.size;
        state.sources.delete(source);
      }
    }
  };
  const count = (state: State, source: string, day: number, rows: number): void => {
    let days = state.sources.get(source);
    if (!days) state.sources.set(owned(source), (days = new Map()));
    const before = days.get(day);
    if (before === undefined) state.entries++;
    days.set(day, (before ?? 0) + rows);
  };
  return {
    maxBytes: 2 * most * (entryBytes + sourceBytes) + 2 ** 20,
    empty: () => ({ sources: new Map(), entries: 0, level: 0 }),
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
      into.level = Math.max(into.level, from.level);
      for (const [source, days] of into.sources) {
        if (keeps(source, into.level)) continue;
        into.entries -= days.size;
        into.sources.delete(source);
      }
      for (const [source, days] of from.sources) {
        if (keeps(source, into.level)) for (const [day, rows] of days) count(into, source, day, rows);
      }
      settle(into, 2 * most);
    },
    finish(state) {
      settle(state, most);
      return [...state.sources]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([source, counts]) => {
          const days = Int32Array.from(counts.keys()).sort();
          return { source, days, rows: days.map((day) => counts.get(day)!) };
        });
    },
  };
}
