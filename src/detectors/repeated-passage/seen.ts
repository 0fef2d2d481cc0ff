// The rows in which frequent shingles stand: where in the row, and what was before them. Bounded: of a shingle that stands in
// very many rows a part of the rows is kept, and when there is too much in all, half of the shingles are given up, by hash.
import type { Row } from '../../row.ts';
import { taught } from '../../row.ts';
import { hash32, mix32 } from '../../math/hash.ts';
import { owned } from '../../text/owned.ts';
import { domainOf } from './domains.ts';
import { isFresh, oneIn, shingles, shingleTokens, windowTokens, type Window } from './shingles.ts';

/** A stretch of the row in which frequent shingles follow close upon one another; for some rows of each passage. */
export interface Run {
  /** Index of its first shingle in the row's lists. */
  readonly first: number;
  /** Text of that shingle. */
  readonly said: string;
  /** Hashes of the tokens before it, the nearest first; fewer where the row begins. */
  readonly before: readonly number[];
  /** For the shingle's first token and each of those before it, whether a line or a sentence begins there. */
  readonly fresh: readonly boolean[];
  /** The same of the shingle's second token: the first may be the full stop before a passage. */
  readonly freshSecond: boolean;
}

export interface RowSeen {
  readonly shard: number;
  readonly row: number;
  /** 0 up to 1, by hash: rows are taken in this order where not all are. */
  readonly order: number;
  readonly trusted: boolean;
  readonly domain: string;
  readonly field: string;
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  // One entry for each shingle.
  readonly keys: number[];
  /** Number of the token at which the run began that it stands in. */
  readonly runStart: number[];
  /** UTF-16 offsets. */
  readonly start: number[];
  readonly end: number[];
  readonly runs: Run[];
}

export interface Seen {
  rows: RowSeen[];
  /** Shingles in all rows. */
  entries: number;
  level: number;
  own: number;
  trusted: number;
  /** Rows by `order`, lowest first after settling, with their domain: what is ordinary for rows drawn at random. */
  drawn: { order: number; domain: string }[];
}

/** Rows listed of one passage; of one that stands in more, a fair sample of about so many. */
export const mostListed = 4096;
/** Rows of one passage of which the text before it is kept. */
export const mostContexts = 64;
/** Shingles held in all: enough for some GB of ordinary text; a row is at most a few hundred bytes, an entry 40. */
export const mostEntries = 2 ** 19;
/** Rows drawn to know how many domains a number of rows come from. */
export const mostDrawn = 4096;
/** Tokens between shingles that still are of one run: a stretch of so many without a sampled shingle is one in 25. */
const gapTokens = 24;
const contextTokens = 64;
const saidLength = 100;

/** A row with its fields is 300 bytes, its domain and words 2 x 64 more; a context of 64 tokens 600. */
export const seenBytes = 2 * mostEntries * (500 + 40 + 800) + 2 * mostDrawn * 200;

export const noneSeen = (): Seen => ({ rows: [], entries: 0, level: 0, own: 0, trusted: 0, drawn: [] });

export const keeps = (key: number, level: number): boolean => (mix32(key / oneIn) & (2 ** level - 1)) === 0;

/** Looks at a row; `rowsOf` tells in how many rows a shingle stands, 0 for one that is not frequent. */
export function lookAt(
  state: Seen,
  row: Row,
  rowsOf: (key: number) => number,
  seed: number,
  at: Window,
): void {
  const order = orderOf(row, seed);
  const domain = domainOf(row.source);
  if (row.trusted) state.trusted++;
  else {
    state.own++;
    state.drawn.push({ order, domain: owned(domain) });
  }
  for (const { text, field } of taught(row.outcome)) {
    let seen: RowSeen | undefined;
    let runStart = 0;
    let last = -Infinity;
    let held: Set<number> | undefined;
    shingles(text, seed, at, (key, token) => {
      const rows = rowsOf(key);
      if (rows === 0) return;
      const begins = token - last > gapTokens;
      if (begins) runStart = token;
      last = token;
      if (order >= mostListed / rows || !keeps(key, state.level)) return;
      held ??= new Set();
      if (held.has(key)) return;
      held.add(key);
      seen ??= blank(row, order, owned(domain), field, text.length);
      if (begins && order < mostContexts / rows) seen.runs.push(runOf(text, token, seen.keys.length, at));
      const from = at.start[token & (windowTokens - 1)];
      seen.keys.push(key);
      seen.runStart.push(runStart);
      seen.start.push(from);
      seen.end.push(at.end[(token + shingleTokens - 1) & (windowTokens - 1)]);
    });
    if (!seen) continue;
    state.rows.push(seen);
    state.entries += seen.keys.length;
  }
}

/** Characters of a text that decide on its order, spread over all of it. */
const spreadCharacters = 128;

/** By what the row says, not by where it stands: the same however the corpus is cut. */
function orderOf({ outcome, source }: Row, seed: number): number {
  let h = hash32(source, seed);
  for (const { text } of taught(outcome)) {
    h = Math.imul(h ^ text.length, 0x85ebca6b);
    const step = Math.max(1, text.length / spreadCharacters);
    for (let i = 0; i < text.length; i += step) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return mix32(h) / 2 ** 32;
}

function blank(row: Row, order: number, domain: string, field: string, length: number): RowSeen {
  return {
    shard: row.shard,
    row: row.row,
    order,
    trusted: row.trusted === true,
    domain,
    field,
    length,
    keys: [],
    runStart: [],
    start: [],
    end: [],
    runs: [],
  };
}

function runOf(text: string, token: number, first: number, at: Window): Run {
  const slot = (k: number): number => k & (windowTokens - 1);
  const isFreshAt = (k: number): boolean => (at.marks[slot(k)] & isFresh) !== 0;
  const n = Math.min(contextTokens, token);
  const end = at.end[slot(token + shingleTokens - 1)];
  return {
    first,
    said: owned(text.slice(at.start[slot(token)], Math.min(end, at.start[slot(token)] + saidLength))),
    before: Array.from({ length: n }, (_, k) => at.hash[slot(token - 1 - k)] & 0xffff),
    fresh: Array.from({ length: n + 1 }, (_, k) => isFreshAt(token - k)),
    freshSecond: isFreshAt(token + 1),
  };
}

/** Fits the state to its bounds; `slack` times them while reading. */
export function settle(state: Seen, slack: number): void {
  if (state.drawn.length > mostDrawn * slack) {
    state.drawn.sort((a, b) => a.order - b.order || (a.domain < b.domain ? -1 : 1));
    state.drawn.length = mostDrawn;
  }
  if (state.entries <= mostEntries * slack) return;
  while (state.entries > mostEntries && state.level < 20) {
    state.level++;
    thin(state);
  }
}

function thin(state: Seen): void {
  state.rows = state.rows.flatMap((row) => {
    const kept = row.keys.flatMap((key, i) => (keeps(key, state.level) ? [i] : []));
    if (kept.length === 0) return [];
    if (kept.length === row.keys.length) return [row];
    const only = (list: readonly number[]): number[] => kept.map((i) => list[i]);
    const runs = row.runs.flatMap((run) => {
      const first = kept.indexOf(run.first);
      return first < 0 ? [] : [{ ...run, first }];
    });
    const { keys, runStart, start, end } = row;
    return [{ ...row, keys: only(keys), runStart: only(runStart), start: only(start), end: only(end), runs }];
  });
  state.entries = state.rows.reduce((sum, { keys }) => sum + keys.length, 0);
}

export function mergeSeen(into: Seen, from: Seen): void {
  for (const row of from.rows) into.rows.push(row);
  for (const drawn of from.drawn) into.drawn.push(drawn);
  into.own += from.own;
  into.trusted += from.trusted;
  into.entries += from.entries;
  if (into.level !== from.level) {
    into.level = Math.max(into.level, from.level);
    thin(into);
  }
  settle(into, 2);
}
