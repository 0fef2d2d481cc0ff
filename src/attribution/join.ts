// One ranking of several. A phrase that all behaviours share and few rows hold decides by itself, and rows alike in all else
// come first among its holders; where none does, rows alike decide; for a single behaviour, with which nothing can be shared, verbatim spans do. Whichever of these
// gathers the behaviours among the fewest rows is believed. Where nothing stands out, reciprocal ranks count (Cormack, Clarke &
// Buettcher 2009).
import { bestRows } from './best-rows.ts';
import type { SideName } from './sides.ts';
import { lowered, standOut, type StandsOut } from './stand-out.ts';

/** A score for each row by one kind of evidence; 0 or less where there is none. */
export interface Ranking {
  readonly name: string;
  readonly unit: string;
  readonly scores: Float64Array;
}

/** A ranking by which behaviours can be scored as rows are. */
export interface Candidate {
  readonly by: 'phrases' | 'alike' | 'spans' | 'features';
  /** Where the phrases stand. */
  readonly side?: SideName;
  readonly scores: Float64Array;
  readonly own: readonly number[];
  /** Instead of that of `standOut`, which says nothing of a single behaviour: one always has rows that are nearest to it. */
  readonly surprise?: number;
}

export interface Joined {
  readonly by: Candidate['by'];
  readonly side?: SideName;
  readonly scores: Float64Array;
  readonly found: StandsOut;
}

/**
 * A surprise of so many nats less is as good: what a shared phrase finds is exact, and rows alike overstate what words that
 * come together say. A phrase of the context has more yet: it sets off what the outcome is, whose phrases others may share.
 */
const headStart = { context: 6, outcome: 4 };

/** Scores that rows of one kind have more or less of. */
const gradual: ReadonlySet<Candidate['by']> = new Set(['alike', 'features']);

export function joined(candidates: readonly Candidate[], apart: ReadonlySet<number>): Joined | undefined {
  const standing = candidates.flatMap(({ by, side, scores, own, surprise }) => {
    const stands = standOut(scores, own, apart);
    const found = stands && { ...stands, surprise: surprise ?? stands.surprise };
    return found ? [{ by, side, scores, found, merit: found.surprise + (side ? headStart[side] : 0) }] : [];
  });
  if (standing.length === 0) return undefined;
  const { by, side, scores, found } = standing.reduce((a, b) => (b.merit > a.merit ? b : a));
  return { by, side, scores, found: gradual.has(by) ? lowered(found, scores, apart) : found };
}

/** Rows that the rankings put first; those in none of them have 0. */
export function reciprocalRanks(rankings: readonly Ranking[], most = 1000): Float64Array {
  const sums = new Float64Array(rankings[0]?.scores.length ?? 0);
  for (const { scores } of rankings)
    bestRows(scores, most, 0).forEach((row, rank) => (sums[row] += 1 / (constant + rank + 1)));
  return sums;
}

/**
 * The order where nothing stands out. What the words of rows and behaviours have in common is then no more than chance: a ranking
 * by anything else (`further`) counts as much as all of those by words together.
 */
export function withoutFinding(byWords: readonly Ranking[], further: readonly Ranking[]): Float64Array {
  const sums = reciprocalRanks(byWords);
  reciprocalRanks(further).forEach((sum, row) => (sums[row] += byWords.length * sum));
  return sums;
}

/** Of the publication. */
const constant = 60;
