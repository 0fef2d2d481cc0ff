// What the rows that stand out have in common and the given behaviours alone do not show: a second look with the weights of
// relevance feedback (Robertson & Sparck Jones 1976, Relevance weighting of search terms), the behaviours and the best rows
// so far taken as relevant. It finds answers that are put together anew each time from parts of which five examples hold some.
import type { AskedSide } from './asked.ts';
import type { Side } from './lexical-index.ts';
import { holders } from './rarity.ts';

export interface WeightedTerm {
  readonly term: number;
  /** In nats: how much likelier the term is in a relevant row than in another. */
  readonly weight: number;
}

/** In fewer of the relevant texts a term is chance. */
const leastShare = 0.12;
const mostTerms = 64;
const k1 = 1.2;
const b = 0.75;

/** Terms of the relevant rows and behaviours, strongest first. */
export function relevantTerms(asked: AskedSide, side: Side, relevant: readonly number[]): WeightedTerm[] {
  const rows = side.starts.length - 1;
  const held = new Map<number, number>();
  const count = (terms: Iterable<number>): void => {
    for (const term of new Set(terms)) if (term >= 0) held.set(term, (held.get(term) ?? 0) + 1);
  };
  for (const terms of asked.terms) count(terms);
  for (const row of relevant) count(side.tokens.subarray(side.starts[row], side.starts[row + 1]));
  const of = asked.terms.length + relevant.length;
  const found: WeightedTerm[] = [];
  for (const [term, here] of held) {
    if (here < 2 || here < leastShare * of) continue;
    const elsewhere = Math.max(0, holders(side, term) - (here - 0));
    const weight =
      Math.log((here + 0.5) / (of - here + 0.5)) -
      Math.log((elsewhere + 0.5) / (Math.max(0, rows - of - elsewhere) + 0.5));
    if (weight > 0) found.push({ term, weight });
  }
  return found.sort((x, y) => y.weight - x.weight).slice(0, mostTerms);
}

/** Adds to `scores` what each row holds of the terms. */
export function addRelevance(side: Side, terms: readonly WeightedTerm[], scores: Float64Array): void {
  const { starts, rows: list, counts } = side.postings;
  const meanLength = side.tokens.length / Math.max(1, side.starts.length - 1) || 1;
  for (const { term, weight } of terms) {
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      const row = list[i];
      const length = side.starts[row + 1] - side.starts[row];
      scores[row] += (weight * counts[i] * (k1 + 1)) / (counts[i] + k1 * (1 - b + (b * length) / meanLength));
    }
  }
}
