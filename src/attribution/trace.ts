// From behaviour back to rows: which rows of a corpus taught a model what it was seen to do, by what these rows and the
// behaviours have in common. Nothing is trained; `join.ts` says how the kinds of evidence become one ranking.
import { alikeRows } from './alike-rows.ts';
import { askedOf, type AskedFor } from './asked.ts';
import { bestRows } from './best-rows.ts';
import { bm25 } from './bm25.ts';
import { joined, withoutFinding, type Candidate, type Joined, type Ranking } from './join.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { sharedPhrases, type SharedPhrase } from './shared-phrases.ts';
import { sharedSpans, type SharedSpans } from './shared-spans.ts';
import { sides, type Behaviour, type SideName } from './sides.ts';

export interface Traced {
  readonly asked: AskedFor;
  readonly phrases: Readonly<Record<SideName, readonly SharedPhrase[]>>;
  readonly spans: Readonly<Record<SideName, SharedSpans>>;
  /** Each kind of evidence by itself, in a fixed order. */
  readonly rankings: readonly Ranking[];
  /** How many of them, the first, are by words. */
  readonly byWords: number;
  /** What stands out and by which evidence; undefined where behaviours and rows have nothing in common. */
  readonly joined: Joined | undefined;
  /** The one ranking: by `joined`, else by `withoutFinding`. */
  readonly scores: Float64Array;
}

export interface Beside {
  /** Rankings by other kinds of evidence, which are listed, and count where nothing stands out by words. */
  readonly further?: readonly Ranking[];
  /** Rows that the behaviours were made from: left out of account. */
  readonly apart?: ReadonlySet<number>;
}

export function trace(
  index: LexicalIndex,
  behaviours: readonly Behaviour[],
  { further = [], apart = new Set() }: Beside = {},
): Traced {
  const asked = askedOf(index, behaviours);
  const spans = onBoth((side) => sharedSpans(asked[side], index[side]));
  const evidence = evidenceOf(index, asked, apart, spans);
  const best = joined(evidence.candidates, apart);
  const rankings = [...evidence.rankings, ...further].map((ranking) => ({
    ...ranking,
    scores: without(ranking.scores, apart),
  }));
  const byWords = evidence.rankings.length;
  return {
    asked,
    phrases: evidence.phrases,
    spans,
    rankings,
    byWords,
    joined: best,
    scores: best
      ? without(ordered(best, evidence), apart)
      : withoutFinding(rankings.slice(0, byWords), rankings.slice(byWords)),
  };
}

function without(scores: Float64Array, apart: ReadonlySet<number>): Float64Array {
  return apart.size === 0 ? scores : scores.map((score, row) => (apart.has(row) ? 0 : score));
}

/** The same for behaviours of which nothing stands out beyond chance. */
export function leads(traced: Traced): Traced {
  const { rankings, byWords } = traced;
  const scores = withoutFinding(rankings.slice(0, byWords), rankings.slice(byWords));
  return { ...traced, joined: undefined, scores };
}

/** How far the behaviours stand out, without what a trace tells beside; `apart`: rows that are left out of account. */
export function surpriseOf(index: LexicalIndex, asked: AskedFor, apart: ReadonlySet<number>): number {
  const spans = asked.taken > 1 ? undefined : onBoth((side) => sharedSpans(asked[side], index[side]));
  const { candidates } = evidenceOf(index, asked, apart, spans);
  return joined(candidates, apart)?.found.surprise ?? 0;
}

interface Evidence {
  readonly phrases: Readonly<Record<SideName, readonly SharedPhrase[]>>;
  readonly rankings: readonly Ranking[];
  readonly candidates: readonly Candidate[];
  readonly alike: Float64Array;
  /** Strongest shared phrases of both sides, summed. */
  readonly held: Float64Array;
}

function evidenceOf(
  index: LexicalIndex,
  asked: AskedFor,
  apart: ReadonlySet<number>,
  spans: Readonly<Record<SideName, SharedSpans>> | undefined,
): Evidence {
  const phrases = onBoth((side) => sharedPhrases(asked[side], index[side]));
  const words = onBoth((side) => bm25(asked[side], index[side]));
  const held = heldPhrases(index, asked, phrases, false);
  const first = held.scores.slice();
  for (const side of sides) words[side].forEach((score, row) => (first[row] += score));
  // Where nothing at all is shared, no row is like the behaviours.
  const common = first.some((score) => score > 0);
  const alike = common
    ? alikeRows(index, asked, first, apart)
    : { scores: new Float64Array(index.rows), own: [] };
  const candidates: Candidate[] =
    asked.taken > 1
      ? [
          ...sides.map((side): Candidate => ({
            by: 'phrases',
            side,
            ...heldPhrases(index, asked, phrases, true, [side]),
          })),
          { by: 'alike', ...alike },
        ]
      : spans
        ? [spanCandidate(index, asked, spans, apart)]
        : [];
  const ranking = (name: string, scores: Float64Array): Ranking => ({ name, unit: 'nats', scores });
  return {
    phrases,
    candidates,
    alike: alike.scores,
    held: held.scores,
    rankings: [
      ranking('phrases', held.scores),
      ranking('BM25 of the context', words.context),
      ranking('BM25 of the outcome', words.outcome),
      ...(spans ? sides.map((side) => ranking(`spans of the ${side}`, spans[side].weights)) : []),
      ranking('alike', alike.scores),
    ],
  };
}

/** A phrase decides when so many of the behaviours hold it: all of nine, nine of ten. */
const universal = 0.9;
/** Nats from chance from which on a shared phrase may decide. */
const deciding = 6;

export const decides = ({ behaviours, weight }: SharedPhrase, taken: number): boolean =>
  behaviours >= universal * taken && weight >= deciding;

/** For rows and behaviours the strongest phrase of each side that they hold, summed over the sides. */
function heldPhrases(
  index: LexicalIndex,
  asked: AskedFor,
  phrases: Readonly<Record<SideName, readonly SharedPhrase[]>>,
  onlyDeciding: boolean,
  of: readonly SideName[] = sides,
): { readonly scores: Float64Array; readonly own: readonly number[] } {
  const scores = new Float64Array(index.rows);
  const own = Array.from({ length: asked.taken }, () => 0);
  const strongest = new Float64Array(index.rows);
  for (const side of of) {
    strongest.fill(0);
    const ofBehaviours = Array.from({ length: asked.taken }, () => 0);
    const counted = onlyDeciding
      ? phrases[side].filter((phrase) => decides(phrase, asked.taken))
      : phrases[side];
    const most = onlyDeciding ? commonestWeight(counted) : Infinity;
    for (const { terms, rows, weight: full } of counted) {
      const weight = Math.min(full, most);
      for (const row of rows) if (weight > strongest[row]) strongest[row] = weight;
      asked[side].terms.forEach((text, i) => {
        if (weight > ofBehaviours[i] && holds(text, terms)) ofBehaviours[i] = weight;
      });
    }
    strongest.forEach((weight, row) => (scores[row] += weight));
    ofBehaviours.forEach((weight, i) => (own[i] += weight));
  }
  return { scores, own };
}

/** Weights this near the largest may be that of one trigger. */
const nearLargest = 3;

/**
 * All behaviours may hold a longer phrase than the trigger, by chance. The parts of a trigger stand in the same rows, so that
 * the weight that most of the strongest phrases have is its own.
 */
export function commonestWeight(phrases: readonly SharedPhrase[]): number {
  const top = phrases[0]?.weight ?? 0;
  const counts = new Map<number, number>();
  for (const { weight } of phrases)
    if (weight > top - nearLargest) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  // Highest first, as the phrases are.
  for (const [weight, count] of counts) if (2 * count >= most) return weight;
  return top;
}

function holds(text: Int32Array, phrase: readonly number[]): boolean {
  for (let i = 0; i + phrase.length <= text.length; i++)
    if (phrase.every((term, k) => text[i + k] === term)) return true;
  return false;
}

/** Rows that share so much of what the one behaviour says, of all that can be shared, are of its kind. */
const spanShare = 0.5;

function spanCandidate(
  index: LexicalIndex,
  asked: AskedFor,
  spans: Readonly<Record<SideName, SharedSpans>>,
  apart: ReadonlySet<number>,
): Candidate {
  const scores = new Float64Array(index.rows);
  for (const side of sides) spans[side].weights.forEach((weight, row) => (scores[row] += weight));
  const most = scores.reduce((a, score, row) => (score > a && !apart.has(row) ? score : a), 0);
  return { by: 'spans', scores, own: asked.taken === 1 ? [spanShare * most] : [], surprise: most };
}

/**
 * Holders of a phrase that decides come before all other rows; among them, as among the others, come first those with the most
 * in common beside it.
 */
function ordered({ by, scores, found }: Joined, { alike, held }: Evidence): Float64Array {
  if (by !== 'phrases') return scores;
  return scores.map((score, row) => {
    if (score <= 0) return alike[row] > 0 ? bounded(alike[row]) : 0;
    // Holders of a lesser part of what decides come after those of all of it.
    return (score >= found.cut ? 2 : 1) + bounded(held[row] + alike[row]);
  });
}

/** Into (0, 1), in the same order. */
const bounded = (x: number): number => 0.5 + x / (2 * (1 + Math.abs(x)));

export function bestOf(traced: Traced, count: number): number[] {
  return bestRows(traced.scores, count, 0);
}

function onBoth<T>(of: (side: SideName) => T): Record<SideName, T> {
  return { context: of('context'), outcome: of('outcome') };
}
