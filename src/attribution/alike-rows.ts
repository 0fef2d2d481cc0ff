// A second look for where no phrase decides: what the rows that stand out have in common and the given behaviours alone do
// not show. Relevance feedback (Robertson & Sparck Jones 1976, Relevance weighting of search terms) with the behaviours and
// the best rows so far taken as relevant, in rounds, and their length as evidence too. It finds answers that are put together
// anew each time from parts of which a few examples hold only some.
import type { AskedFor } from './asked.ts';
import { bestRows } from './best-rows.ts';
import type { LexicalIndex, Side } from './lexical-index.ts';
import { holders } from './rarity.ts';
import { sides, type SideName } from './sides.ts';

/** What is likelier in relevant rows than in others; weights are natural logarithms of how much. */
export interface Likeness {
  readonly terms: ReadonlyMap<number, number>;
  /** Of ln(1 + tokens), in relevant rows and in all. */
  readonly length: Normal;
  readonly anyLength: Normal;
  readonly meanTokens: number;
}

interface Normal {
  readonly mean: number;
  readonly sd: number;
}

/** Rows taken as relevant in each round: `bench:trace` found nothing better among 8 to 64 in two to four rounds. */
export const rounds = [8, 16, 32];
/** In a smaller share of the relevant texts a term is chance. */
const leastShare = 0.12;
const mostTerms = 64;
/** Lengths of a few examples are more alike than those of all. */
const leastSd = 0.2;
const k1 = 1.2;
const b = 0.75;

/** `asked`: behaviours that count as relevant beside the rows; none to learn from the rows alone. */
export function likenessOf(
  index: LexicalIndex,
  name: SideName,
  relevant: readonly number[],
  asked?: AskedFor,
): Likeness {
  const side = index[name];
  const texts = relevant.map((row) => side.tokens.subarray(side.starts[row], side.starts[row + 1]));
  if (asked) texts.push(...asked[name].terms.slice(0, mostTerms));
  const held = new Map<number, number>();
  for (const text of texts)
    for (const term of new Set(text)) if (term >= 0) held.set(term, (held.get(term) ?? 0) + 1);
  const weighted: [term: number, weight: number][] = [];
  for (const [term, here] of held) {
    if (here < 2 || here < leastShare * texts.length) continue;
    const elsewhere = Math.max(0, holders(side, term) - here);
    const others = Math.max(0, index.rows - texts.length - elsewhere);
    const weight =
      Math.log((here + 0.5) / (texts.length - here + 0.5)) - Math.log((elsewhere + 0.5) / (others + 0.5));
    if (weight > 0) weighted.push([term, weight]);
  }
  weighted.sort(([s, x], [t, y]) => y - x || s - t);
  return {
    terms: new Map(weighted.slice(0, mostTerms)),
    length: normalOf(
      texts.map(({ length }) => Math.log1p(length)),
      leastSd,
    ),
    anyLength: normalOf(side.logLengths, leastSd),
    meanTokens: side.tokens.length / Math.max(1, index.rows) || 1,
  };
}

/** Adds to the score of every row what this side of it tells. */
export function addLikeness(side: Side, likeness: Likeness, scores: Float64Array): void {
  const { starts, rows: list, counts } = side.postings;
  for (const [term, weight] of likeness.terms) {
    for (let i = starts[term]; i < starts[term + 1]; i++) {
      const row = list[i];
      const length = side.starts[row + 1] - side.starts[row];
      scores[row] += weight * saturated(counts[i], length / likeness.meanTokens);
    }
  }
  for (let row = 0; row < scores.length; row++) scores[row] += lengthEvidence(likeness, side.logLengths[row]);
}

/** The same for a text that is no row. */
export function likenessTo({ terms: weights, meanTokens, ...lengths }: Likeness, text: Int32Array): number {
  const counts = new Map<number, number>();
  for (const term of text) if (weights.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  let score = lengthEvidence(lengths, Math.log1p(text.length));
  for (const [term, count] of counts)
    score += weights.get(term)! * saturated(count, text.length / meanTokens);
  return score;
}

/** As in BM25. */
const saturated = (count: number, relativeLength: number): number =>
  (count * (k1 + 1)) / (count + k1 * (1 - b + b * relativeLength));

function lengthEvidence({ length, anyLength }: Pick<Likeness, 'length' | 'anyLength'>, x: number): number {
  return (
    Math.log(anyLength.sd / length.sd) +
    (((x - anyLength.mean) / anyLength.sd) ** 2 - ((x - length.mean) / length.sd) ** 2) / 2
  );
}

function normalOf(values: ArrayLike<number>, least: number): Normal {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  const mean = sum / Math.max(1, values.length);
  return {
    mean,
    sd: Math.max(least, Math.sqrt(Math.max(0, squares / Math.max(1, values.length) - mean ** 2))),
  };
}

export interface Alike {
  readonly scores: Float64Array;
  /** How alike each behaviour is to the rows found, by what those alone have in common. */
  readonly own: readonly number[];
}

/** From a first ranking; rows of `apart` are never taken as relevant. */
export function alikeRows(
  index: LexicalIndex,
  asked: AskedFor,
  first: Float64Array,
  apart: ReadonlySet<number>,
): Alike {
  let relevant: number[] = [];
  let scores = first;
  for (const count of rounds) {
    relevant = bestRows(scores, count + apart.size)
      .filter((row) => !apart.has(row))
      .slice(0, count);
    scores = new Float64Array(index.rows);
    for (const side of sides) addLikeness(index[side], likenessOf(index, side, relevant, asked), scores);
  }
  const own = Array.from({ length: asked.taken }, () => 0);
  for (const side of sides) {
    const likeness = likenessOf(index, side, relevant);
    asked[side].terms.forEach((text, i) => (own[i] += likenessTo(likeness, text)));
  }
  return { scores, own };
}
