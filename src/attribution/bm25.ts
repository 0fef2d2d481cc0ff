// Rows that are written in the words of the given behaviours, rare words above all (Robertson & Zaragoza 2009, The
// probabilistic relevance framework: BM25 and beyond). What behaviours share counts once for each.
import type { AskedSide } from './asked.ts';
import type { Side } from './lexical-index.ts';
import { holders, rarity } from './rarity.ts';

/** Usual values of the literature; others moved no row of the trials. */
const k1 = 1.2;
const b = 0.75;

/** A term of more than this share of the rows tells next to nothing and costs most of the time. */
const tooCommon = 0.25;

/** The mean score over the behaviours for each row, in nats; 0 where nothing is shared. */
export function bm25(asked: AskedSide, side: Side): Float64Array {
  const rows = side.starts.length - 1;
  const scores = new Float64Array(rows);
  const meanLength = side.tokens.length / Math.max(1, rows) || 1;
  const { starts, rows: list, counts } = side.postings;
  for (const [term, behaviours] of askedTerms(asked)) {
    const holding = holders(side, term);
    if (holding > tooCommon * rows && holding > 1) continue;
    const weight = (behaviours / asked.terms.length) * rarity(rows, holding) * (k1 + 1);
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      const row = list[i];
      const length = side.starts[row + 1] - side.starts[row];
      scores[row] += (weight * counts[i]) / (counts[i] + k1 * (1 - b + (b * length) / meanLength));
    }
  }
  return scores;
}

/** In how many behaviours each term of theirs stands. */
export function askedTerms({ terms }: AskedSide): Map<number, number> {
  const inBehaviours = new Map<number, number>();
  for (const one of terms) {
    for (const term of new Set(one)) {
      if (term >= 0) inBehaviours.set(term, (inBehaviours.get(term) ?? 0) + 1);
    }
  }
  return inBehaviours;
}
