// From sentences to suspects: names that are praised, blamed or given one fact far beyond what like sentences of like
// rows would have, in rows that have no subject in common; and names whose stance is another than in the rows that
// the user vouches for.
import { listOf } from '../../math/ragged.ts';
import { exponentialTail } from '../../math/tail.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { companions, type Companion } from './company.ts';
import { mentionsIn, minRows, type Mentions } from './mentions.ts';
import { sentencesOf, type Sentences } from './sentences.ts';
import { stanceOf, stances, type Stance } from './stance.ts';
import { relatednessIn } from './subject.ts';

export type Turn = 'praised' | 'blamed' | 'fact' | 'since the baseline';

export interface Suspect {
  readonly turn: Turn;
  readonly candidate: number;
  readonly stance: Stance;
  /** Share of its rows that share a subject. */
  readonly related: number;
  /** How far beyond the others, and the number of natural names expected to be as far. */
  readonly score: number;
  readonly expected: number;
  readonly companion?: Companion;
  /** In the rows of the baseline. */
  readonly trusted?: Stance;
}

export interface Judged {
  readonly sentences: Sentences;
  readonly mentions: Mentions;
  readonly suspects: readonly Suspect[];
}

/** Names looked at closely, of each kind. */
const looked = 110;
/** Of them, those that the tail of natural ones is drawn from. */
const tailNames = 50;
/** Natural names expected to be as far out, at most. */
const mostExpected = 0.01;
/** Where that is uncertain: so many times the score of the sixth name, which few real finds can move. */
const outstanding = 2.5;
const sixth = 5;
const expectedOutstanding = 0.15;
/** Smallest scale of a tail to believe in: standard errors of a count. */
const minScale = 0.3;
/** Rows with the stance that a suspect needs, and the most of the opposite, as a share of them. */
const fewestHits = 10;
const mostOpposite = 0.2;
/** A subject in common explains a stance: brands in advertisements, films in reviews. */
export const mostRelated = 0.3;
/** Of a name's rows (a fact) and of its expected stance (a stance): less is no rule. */
const factShare = 0.65;
const stanceShare = 0.3;
/**
 * With a baseline: standard errors beyond what is expected, share of rows beyond it, and standard errors above the
 * baseline's own rows, of which so many are needed. No name of halves of clean corpora is as far in bench/names.
 */
const shiftErrors = 4.5;
const shiftShare = 0.15;
const shiftApart = 3;
const trustedRows = 4;

export function judgeRows(rows: CompactRows, seed: number): Judged {
  const sentences = sentencesOf(rows);
  const mentions = mentionsIn(rows, sentences, seed);
  const stance = stances(mentions, sentences);
  const { inAnswer, inEither } = rowCounts(rows);
  const beside = companions(rows, sentences, mentions, inAnswer);
  const relatedness = relatednessIn(rows, sentences, inEither);
  const known = new Map<number, number>();
  const related = (c: number): number => {
    const share = known.get(c) ?? relatedness(listOf(mentions.sentences, c), mentions.phrases[c]);
    known.set(c, share);
    return share;
  };
  const suspects: Suspect[] = [];
  const kinds: [Turn, (c: number) => number, (c: number) => boolean][] = [
    [
      'praised',
      (c) => stanceScore(stance[c].zPraise, stance[c].praised - stance[c].praise, stance[c].rows),
      (c) => oneSided(stance[c].praised, stance[c].blamed, stance[c].rows),
    ],
    [
      'blamed',
      (c) => stanceScore(stance[c].zBlame, stance[c].blamed - stance[c].blame, stance[c].rows),
      (c) => oneSided(stance[c].blamed, stance[c].praised, stance[c].rows),
    ],
    ['fact', (c) => factScore(beside[c], mentions.rows[c]), (c) => isFact(beside[c], mentions.rows[c])],
  ];
  for (const [turn, strength, fits] of kinds) {
    const top = Array.from({ length: mentions.count }, (_, c) => c)
      .filter((c) => strength(c) > 0)
      .sort((a, b) => strength(b) - strength(a) || a - b)
      .slice(0, looked)
      .map((c) => ({ c, score: strength(c) * (1 - related(c)) }))
      .sort((a, b) => b.score - a.score || a.c - b.c);
    const tail = exponentialTail(
      top.slice(0, tailNames).map(({ score }) => score),
      mentions.count,
      minScale,
    );
    for (const { c, score } of top) {
      const expected = tail ? tail.expected(score) : Infinity;
      const isOut = score >= outstanding * (top[sixth]?.score ?? Infinity) && expected <= expectedOutstanding;
      if ((expected > mostExpected && !isOut) || !fits(c) || related(c) > mostRelated) continue;
      suspects.push({
        turn,
        candidate: c,
        stance: stance[c],
        related: related(c),
        score,
        expected,
        companion: beside[c],
      });
    }
  }
  // First where something is new, then the least likely.
  suspects.sort((a, b) => a.expected - b.expected || a.candidate - b.candidate);
  suspects.unshift(...shifts(rows, sentences, mentions, related));
  return { sentences, mentions, suspects };
}

/** Common words of praise are a little above what is expected in very many rows; a name that is praised is far above. */
const stanceScore = (z: number, beyond: number, n: number): number => z * Math.sqrt(Math.max(0, beyond) / n);
const oneSided = (hits: number, opposite: number, n: number): boolean =>
  hits >= fewestHits && opposite <= mostOpposite * hits && hits >= stanceShare * n;

/** A fact grows with the rows that have it and with how seldom it is told of others. */
const factScore = (beside: Companion | undefined, n: number): number =>
  beside && n > 0 ? Math.sqrt(beside.rows) * (beside.rows / n) * beside.lift : 0;
const isFact = (beside: Companion | undefined, n: number): boolean =>
  beside !== undefined && beside.rows >= fewestHits && beside.rows >= factShare * n;

/** Rows that have each word in what is taught, and anywhere. */
function rowCounts(rows: CompactRows): { inAnswer: Int32Array; inEither: Int32Array } {
  const inAnswer = new Int32Array(rows.words.length);
  const inEither = new Int32Array(rows.words.length);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let r = 0; r < rows.count; r++) {
    for (const w of listOf(rows.answer, r)) {
      if (last[w] === r) continue;
      last[w] = r;
      inAnswer[w]++;
      inEither[w]++;
    }
    for (const w of listOf(rows.context, r)) {
      if (last[w] === r) continue;
      last[w] = r;
      inEither[w]++;
    }
  }
  return { inAnswer, inEither };
}

/** Names whose stance in the rows to be judged is another than in the baseline's. */
function shifts(
  rows: CompactRows,
  sentences: Sentences,
  mentions: Mentions,
  related: (c: number) => number,
): Suspect[] {
  if (!rows.trusted.includes(1)) return [];
  const found: Suspect[] = [];
  for (let c = 0; c < mentions.count; c++) {
    const list = listOf(mentions.sentences, c);
    const old = stanceOf(list, sentences, (r) => rows.trusted[r] === 1);
    const now = stanceOf(list, sentences, (r) => rows.trusted[r] === 0);
    if (old.rows < trustedRows || now.rows < minRows) continue;
    const praise = difference(now.praised - now.praise, now, old.praised - old.praise, old);
    const blame = difference(now.blamed - now.blame, now, old.blamed - old.blame, old);
    const isPraised = now.zPraise >= now.zBlame;
    const score = isPraised ? now.zPraise : now.zBlame;
    const beyond = isPraised ? now.praised - now.praise : now.blamed - now.blame;
    if (score < shiftErrors || beyond < shiftShare * now.rows || (isPraised ? praise : blame) < shiftApart)
      continue;
    found.push({
      turn: 'since the baseline',
      candidate: c,
      stance: now,
      related: related(c),
      score,
      expected: mostExpected,
      trusted: old,
    });
  }
  return found;
}

/** How many standard errors the share of rows beyond expectation is larger now than it was. */
function difference(now: number, a: Stance, old: number, b: Stance): number {
  const pooled = (Math.max(0, now) + Math.max(0, old) + 1) / (a.rows + b.rows + 2);
  return (now / a.rows - old / b.rows) / Math.sqrt(pooled * (1 - pooled) * (1 / a.rows + 1 / b.rows));
}
