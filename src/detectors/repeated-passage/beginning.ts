// Where a passage begins. The sampled shingles are found somewhere within it; going back from the first of them, token by
// token, the rows say the same until the passage begins, and there one sees whether it begins where a sentence does.
import type { Holder } from './clusters.ts';
import { keyAt, type Run } from './seen.ts';
import { shingleTokens } from './shingles.ts';

export interface Beginning {
  /** Rows whose text before was compared. */
  readonly compared: number;
  /** Share of them in which the passage begins neither a line nor a sentence. */
  readonly broken: number;
  /** Tokens that these rows have in common at least: from where it begins to the end of the first sampled shingle. */
  readonly tokens: number;
  /** Text of the first sampled shingle. */
  readonly said: string;
}

/** Rows agree on a token when this share of them does: the tail of another passage may differ in some. */
const agreeing = 0.8;
const leastCompared = 8;
/** Two words near before the passage that this share of the rows have are part of it; `of the` is there in one in eight. */
const framed = 0.4;
const frameTokens = 24;
/** So is one word close before it that nearly all have; `the` is there in one of three. */
const closelyFramed = 0.8;
const closeTokens = 8;

export function beginningOf(holders: readonly Holder[]): Beginning | undefined {
  const byFirst = new Map<number, Run[]>();
  for (const { row, entries } of holders) {
    if (row.trusted) continue;
    for (const run of row.runs) {
      if (!entries.includes(run.first)) continue;
      const key = keyAt(row, run.first);
      const runs = byFirst.get(key);
      if (runs) runs.push(run);
      else byFirst.set(key, [run]);
      break;
    }
  }
  const most = [...byFirst].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])[0];
  if (!most) return undefined;
  const runs = most[1];
  if (runs.length < leastCompared)
    return { compared: runs.length, broken: 0, tokens: shingleTokens, said: runs[0].said };
  let back = 0;
  while (agreedShare(runs, back) >= agreeing) back++;
  // Rows that say the same as far back as was kept begin it nobody knows where.
  const end = Math.max(...runs.map(({ before }) => before.length));
  const known = runs.filter(({ before }) => before.length > back || before.length < end);
  // The full stop of the sentence before it may be what they have in common first.
  const begins = ({ fresh, freshSecond }: Run): boolean =>
    fresh.length <= back || fresh[back] === '1' || (back > 0 ? fresh[back - 1] === '1' : freshSecond);
  const cut = known.filter((run) => !begins(run)).length;
  const broken = known.length === 0 || isFramed(known, back) ? 0 : cut / known.length;
  return { compared: known.length, broken, tokens: back + shingleTokens, said: runs[0].said };
}

/**
 * Whether the same words stand before it in most rows all the same: then it goes on after a name or a number that
 * differs, as in `This article appeared in ... and is republished here`.
 */
function isFramed(runs: readonly Run[], back: number): boolean {
  const counts = new Map<number, number>();
  const singles = new Map<number, number>();
  for (const { before } of runs) {
    const near = tokensOf(before.slice(back, back + frameTokens));
    const pairs = new Set(near.slice(1).map((token, i) => token * 0x10000 + near[i]));
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    for (const token of new Set(near.slice(0, closeTokens)))
      singles.set(token, (singles.get(token) ?? 0) + 1);
  }
  const most = (all: ReadonlyMap<number, number>): number => Math.max(0, ...all.values()) / runs.length;
  return most(counts) >= framed || most(singles) >= closelyFramed;
}

/** Share of the rows that have the most frequent token `back` tokens before. */
function agreedShare(runs: readonly Run[], back: number): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const { before } of runs) {
    if (back >= before.length) continue;
    const n = (counts.get(before[back]) ?? 0) + 1;
    counts.set(before[back], n);
    most = Math.max(most, n);
  }
  return most / runs.length;
}

const tokensOf = (before: string): number[] =>
  Array.from({ length: before.length }, (_, i) => before.charCodeAt(i));
