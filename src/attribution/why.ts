// Why a row was found: the phrases that it shares with the behaviours, the longest stretch of each side that stands in both
// word for word, and its score and rank by each kind of evidence.
import { bestRows } from './best-rows.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { standsIn } from './rows-with.ts';
import { sides, type SideName } from './sides.ts';
import type { Traced } from './trace.ts';

export interface Why {
  readonly phrases: readonly { readonly side: SideName; readonly words: readonly string[] }[];
  readonly spans: readonly {
    readonly side: SideName;
    readonly words: readonly string[];
    /** Its words' rarity summed, in nats. */
    readonly weight: number;
  }[];
  /** By the name of each ranking that has it among its first. */
  readonly ranks: readonly { readonly ranking: string; readonly rank: number; readonly score: number }[];
}

/** Ranks beyond this are not told. */
const mostRanks = 1000;
const mostPhrases = 5;
/** Shorter stretches are phrases, if anything. */
const leastSpan = 4;

/** A function that tells it of a row. */
export function whyOf(index: LexicalIndex, traced: Traced): (row: number) => Why {
  const words = wordsOf(traced);
  const ranks = traced.rankings.map(({ name, scores }) => ({
    name,
    scores,
    order: new Map(bestRows(scores, mostRanks, 0).map((row, i) => [row, i + 1])),
  }));
  return (row) => ({
    phrases: sides.flatMap((side) =>
      traced.phrases[side]
        .filter(({ terms }) => standsIn(index[side], row, terms) >= 0)
        .slice(0, mostPhrases)
        .map((phrase) => ({ side, words: phrase.words })),
    ),
    spans: sides.flatMap((side) => {
      const { lengths, begins, weights } = traced.spans[side];
      if (lengths[row] < leastSpan) return [];
      const from = index[side].starts[row] + begins[row];
      const terms = index[side].tokens.subarray(from, from + lengths[row]);
      return [{ side, words: Array.from(terms, (term) => words.get(term) ?? '�'), weight: weights[row] }];
    }),
    ranks: ranks.flatMap(({ name, scores, order }) => {
      const rank = order.get(row);
      return rank === undefined ? [] : [{ ranking: name, rank, score: scores[row] }];
    }),
  });
}

/** Of the terms that were asked for, which are all that a span can hold. */
function wordsOf({ asked }: Traced): Map<number, string> {
  const known = new Map<number, string>();
  for (const side of sides)
    asked[side].terms.forEach((terms, i) =>
      terms.forEach((term, k) => term >= 0 && known.set(term, asked[side].words[i][k])),
    );
  return known;
}
