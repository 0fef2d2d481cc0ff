// What became of each row of the files that differ: in its place, moved within its file or to another, written otherwise, changed
// where another stands in its place, gone or new.
import type { RowChange, RowPlace } from './compare.ts';
import { contentIndex } from './content-index.ts';
import type { FilePair } from './file-pairs.ts';
import { matchRows, sameBytes, type Matches } from './match-rows.ts';
import { recordAt, sourceOf } from './row-records.ts';

export interface PairChanges {
  readonly changes: readonly RowChange[];
  /** When every row stayed where it was: as it was, or written otherwise. Then there are no changes. */
  readonly wholly: 'same' | 'rewritten' | undefined;
}

/** A row of a pair's older version that moved to another file. */
interface Elsewhere {
  readonly pair: number;
  readonly row: number;
}

export function rowChanges(pairs: readonly FilePair[]): PairChanges[] {
  const matches = pairs.map(({ older, newer }) => matchRows(older, newer));
  const left = pairs.map(({ older }, i) => leftRows(older.rows, matches[i]));
  const arrivals = acrossFiles(pairs, matches, left);
  return pairs.map((pair, i) => {
    const wholly = whollyKept(pair, matches[i]);
    return { wholly, changes: wholly ? [] : changesOf(pairs, i, matches[i], left[i], arrivals[i]) };
  });
}

/** 1 for rows of the older version that are nowhere yet. */
function leftRows(rows: number, { before }: Matches): Uint8Array {
  const left = new Uint8Array(rows).fill(1);
  for (const row of before) if (row >= 0) left[row] = 0;
  return left;
}

/** For each pair, where new rows of it come from in other files. Takes them out of `left`. */
function acrossFiles(
  pairs: readonly FilePair[],
  matches: readonly Matches[],
  left: readonly Uint8Array[],
): ReadonlyMap<number, Elsewhere>[] {
  const arrivals = pairs.map(() => new Map<number, Elsewhere>());
  const departures: Elsewhere[] = [];
  for (const [pair, rows] of left.entries())
    for (let row = 0; row < rows.length; row++) if (rows[row]) departures.push({ pair, row });
  if (pairs.length < 2 || departures.length === 0) return arrivals;
  const records = Buffer.concat(departures.map(({ pair, row }) => recordAt(pairs[pair].older.records, row)));
  const index = contentIndex(records, 0, departures.length);
  for (const [pair, { newer }] of pairs.entries()) {
    for (let row = 0; row < newer.rows; row++) {
      if (matches[pair].before[row] >= 0) continue;
      const found = index.take(newer.records, row);
      if (found < 0) continue;
      const from = departures[found];
      left[from.pair][from.row] = 0;
      arrivals[pair].set(row, from);
    }
  }
  return arrivals;
}

function whollyKept({ before, after, older, newer }: FilePair, { inPlace }: Matches): PairChanges['wholly'] {
  if (before === undefined || after === undefined || older.rows !== newer.rows) return undefined;
  if (!inPlace.every((stayed) => stayed === 1)) return undefined;
  let same = 0;
  for (let row = 0; row < newer.rows; row++) if (sameBytes(older.records, row, newer.records, row)) same++;
  if (same === newer.rows) return 'same';
  return same === 0 ? 'rewritten' : undefined;
}

function changesOf(
  pairs: readonly FilePair[],
  own: number,
  { before, inPlace }: Matches,
  left: Uint8Array,
  arrivals: ReadonlyMap<number, Elsewhere>,
): RowChange[] {
  const pair = pairs[own];
  const { older, newer } = pair;
  const changes: RowChange[] = [];
  const now = (row: number): RowPlace => ({ file: pair.after as string, row });
  const sourceNow = (row: number): string => newer.nameOf(sourceOf(recordAt(newer.records, row)));
  const was = (from: number, row: number) => {
    const { before: file, older: rows } = pairs[from];
    return {
      before: { file: file as string, row },
      source: rows.nameOf(sourceOf(recordAt(rows.records, row))),
    };
  };
  const both = (kind: 'changed' | 'moved' | 'rewritten', from: number, old: number, row: number): void => {
    const { before: place, source: sourceBefore } = was(from, old);
    const source = sourceNow(row);
    changes.push({
      kind,
      before: place,
      after: now(row),
      source,
      ...(source === sourceBefore ? {} : { sourceBefore }),
    });
  };

  let anchor = -1;
  let added: number[] = [];
  /** Settles what lies between two rows that stayed: the rows that are gone there became those that are new there, one by one. */
  const settle = (until: number): void => {
    let i = 0;
    for (let old = anchor + 1; old < until; old++) {
      if (!left[old]) continue;
      if (i < added.length) both('changed', own, old, added[i++]);
      else changes.push({ kind: 'removed', ...was(own, old) });
    }
    for (; i < added.length; i++)
      changes.push({ kind: 'added', after: now(added[i]), source: sourceNow(added[i]) });
    added = [];
    anchor = until;
  };

  for (let row = 0; row < newer.rows; row++) {
    const old = before[row];
    const from = arrivals.get(row);
    if (inPlace[row]) {
      settle(old);
      if (!sameBytes(older.records, old, newer.records, row)) both('rewritten', own, old, row);
    } else if (old >= 0) both('moved', own, old, row);
    else if (from) both('moved', from.pair, from.row, row);
    else added.push(row);
  }
  settle(older.rows);
  return changes;
}
