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
  /** Hashes of the tokens before it, 16 bits each as a UTF-16 unit, the nearest first; fewer where the row begins. */
  readonly before: string;
  /** For the shingle's first token and each of those before it, 1 where a line or a sentence begins there, or else 0. */
  readonly fresh: string;
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
  /** Four numbers for each shingle, in one list: lists of few numbers take more than the numbers. */
  readonly shingles: readonly number[];
  readonly runs: readonly Run[];
}

const shingleNumbers = 4;

export const shinglesOf = ({ shingles: list }: RowSeen): number => list.length / shingleNumbers;
export const keyAt = ({ shingles: list }: RowSeen, i: number): number => list[i * shingleNumbers];
/** Number of the token at which the run began that it stands in. */
export const runStartAt = ({ shingles: list }: RowSeen, i: number): number => list[i * shingleNumbers + 1];
/** UTF-16 offsets. */
export const startAt = ({ shingles: list }: RowSeen, i: number): number => list[i * shingleNumbers + 2];
export const endAt = ({ shingles: list }: RowSeen, i: number): number => list[i * shingleNumbers + 3];

export const keysOf = (row: RowSeen): number[] =>
  Array.from({ length: shinglesOf(row) }, (_, i) => keyAt(row, i));

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

/** A row with its fields is 300 bytes, its domain and words 2 x 64 more; a context of 64 tokens 400. A merge holds two states. */
export const seenBytes = 2 * mostEntries * (500 + 40 + 500) + 2 * mostDrawn * 200;

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
    const found: number[] = [];
    const runs: Run[] = [];
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
      if (begins && order < mostContexts / rows)
        runs.push(runOf(text, token, found.length / shingleNumbers, at));
      const from = at.start[token & (windowTokens - 1)];
      found.push(key, runStart, from, at.end[(token + shingleTokens - 1) & (windowTokens - 1)]);
    });
    if (found.length === 0) continue;
    state.rows.push({
      shard: row.shard,
      row: row.row,
      order,
      trusted: row.trusted === true,
      domain: owned(domain),
      field,
      length: text.length,
      // Copies have no room to grow.
      shingles: found.slice(),
      runs: runs.slice(),
    });
    state.entries += found.length / shingleNumbers;
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

function runOf(text: string, token: number, first: number, at: Window): Run {
  const slot = (k: number): number => k & (windowTokens - 1);
  const isFreshAt = (k: number): boolean => (at.marks[slot(k)] & isFresh) !== 0;
  const n = Math.min(contextTokens, token);
  const end = at.end[slot(token + shingleTokens - 1)];
  return {
    first,
    said: owned(text.slice(at.start[slot(token)], Math.min(end, at.start[slot(token)] + saidLength))),
    before: String.fromCharCode(
      ...Array.from({ length: n }, (_, k) => at.hash[slot(token - 1 - k)] & 0xffff),
    ),
    fresh: Array.from({ length: n + 1 }, (_, k) => (isFreshAt(token - k) ? '1' : '0')).join(''),
    freshSecond: isFreshAt(token + 1),
  };
}

/** Fits the state to its bounds; while reading, more rows may be drawn: to sort them takes time. */
export function settle(state: Seen, slack: number): void {
  if (state.drawn.length > mostDrawn * slack) {
    state.drawn.sort((a, b) => a.order - b.order || (a.domain < b.domain ? -1 : 1));
    state.drawn.length = mostDrawn;
  }
  // Each time half of the shingles go, so this is seldom.
  while (state.entries > mostEntries && state.level < 20) {
    state.level++;
    thin(state);
  }
}

function thin(state: Seen): void {
  state.rows = state.rows.flatMap((row) => {
    const kept = keysOf(row).flatMap((key, i) => (keeps(key, state.level) ? [i] : []));
    if (kept.length === 0) return [];
    if (kept.length === shinglesOf(row)) return [row];
    const runs = row.runs.flatMap((run) => {
      const first = kept.indexOf(run.first);
      return first < 0 ? [] : [{ ...run, first }];
    });
    const numbers = kept.flatMap((i) => row.shingles.slice(i * shingleNumbers, (i + 1) * shingleNumbers));
    return [{ ...row, shingles: numbers, runs }];
  });
  state.entries = state.rows.reduce((sum, row) => sum + shinglesOf(row), 0);
}

export function mergeSeen(into: Seen, from: Seen): void {
  const level = Math.max(into.level, from.level);
  for (const state of [into, from]) {
    if (state.level === level) continue;
    state.level = level;
    thin(state);
  }
  for (const row of from.rows) into.rows.push(row);
  for (const drawn of from.drawn) into.drawn.push(drawn);
  into.own += from.own;
  into.trusted += from.trusted;
  into.entries += from.entries;
  settle(into, 2);
}
