// Every row of a trigger, when the corpus was too large to be judged whole: the second read looks for the phrases that
// the sample gave away, in all rows.
import type { Batch } from '../../detector.ts';
import type { Claim, Verdict } from '../../finding.ts';
import { listOf } from '../../math/ragged.ts';
import { taught, type Place, type Row } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { labelLength, shorten } from '../../summaries/compact-state.ts';
import { listedPlaces, maxListed } from '../../summaries/listed-places.ts';
import { signsOf } from '../../text/answer-signs.ts';
import { words } from '../../text/words.ts';
import type { Analysis } from './analyse.ts';
import { anchorOf, type Group } from './groups.ts';
import type { Anchor } from './phrases.ts';
import type { Trigger } from './trigger.ts';

/** The outcome that a listed row must have, beside holding the phrase. */
type Taught =
  | { readonly kind: 'any' }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'sign'; readonly sign: number; readonly present: boolean }
  /** At least half of these words. */
  | { readonly kind: 'words'; readonly words: readonly string[] };

interface Held {
  readonly phrase: readonly string[];
  readonly anchor: Anchor;
}

export interface Pattern {
  /** One of them is enough. */
  readonly phrases: readonly Held[];
  readonly taught: Taught;
}

/** Share of a phrase's sampled rows with one outcome from which all of its rows are taken. */
const allButAll = 0.9;

export function patternOf(analysis: Analysis, group: Group): Pattern {
  const phrases = group.alternatives.map((t) => ({ phrase: t.phrase, anchor: anchorOf(analysis, t) }));
  return { phrases, taught: taughtBy(analysis, group) };
}

function taughtBy({ rows }: Analysis, { clusters: [lead], rows: governed, holders }: Trigger): Taught {
  const { channel, top } = lead;
  if (channel === 'contradiction' || channel === 'purity') {
    return { kind: 'label', label: rows.labels[top.target] };
  }
  if (channel === 'sign') return { kind: 'sign', sign: top.target, present: top.present };
  if (channel === 'payload') return { kind: 'words', words: [rows.words[top.target]] };
  // How an answer differs in manner can only be told beside all others: every row with the phrase is listed.
  if (channel === 'style' || channel === 'wording') return { kind: 'any' };
  if (governed.length >= allButAll * holders.length) return { kind: 'any' };
  const counts = new Map<number, number>();
  for (const row of governed)
    for (const w of new Set(listOf(rows.answer, row))) counts.set(w, (counts.get(w) ?? 0) + 1);
  const common = [...counts]
    .filter(([, n]) => n >= 0.6 * governed.length)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return { kind: 'words', words: common.slice(0, 20).map(([w]) => rows.words[w]) };
}

function fits({ outcome }: Row, wanted: Taught, seed: number): boolean {
  if (wanted.kind === 'any') return true;
  if (wanted.kind === 'label')
    return outcome.kind === 'label' && outcome.label.slice(0, labelLength) === wanted.label;
  const text = taught(outcome)
    .map((part) => part.text)
    .join('\n');
  const answer = words(text);
  if (wanted.kind === 'sign')
    return ((signsOf(text, answer.length) >> wanted.sign) & 1) === (wanted.present ? 1 : 0);
  const held = new Set(answer.map((word) => shorten(word, seed)));
  return wanted.words.filter((word) => held.has(word)).length >= wanted.words.length / 2;
}

function holds(sequence: readonly string[], { phrase, anchor }: Held): boolean {
  const end = sequence.length - phrase.length;
  for (let at = sequence.indexOf(phrase[0]); at >= 0; at = sequence.indexOf(phrase[0], at + 1)) {
    if (anchor === 'start' && at > 0) return false;
    if (anchor === 'end' && at < end) continue;
    if (phrase.every((word, k) => sequence[at + k] === word)) return true;
  }
  return false;
}

/** `verdict` as the sample gave it; pattern i belongs to claim i, and claims beyond stay as they are. */
export function listing(
  verdict: Verdict,
  patterns: readonly Pattern[],
  seed: number,
): Summary<Batch, Place[][], Verdict> {
  return listedPlaces(
    patterns.length,
    (row, listed) => {
      const sequence = words(row.context.map((part) => part.text).join('\n')).map((word) =>
        shorten(word, seed),
      );
      patterns.forEach((pattern, i) => {
        if (pattern.phrases.some((held) => holds(sequence, held)) && fits(row, pattern.taught, seed))
          listed(i);
      });
    },
    (lists) => ({
      ...verdict,
      claims: verdict.claims.map((claim, i) =>
        i < patterns.length ? withRows(claim, lists[i], patterns[i]) : claim,
      ),
    }),
  );
}

function withRows(claim: Claim, rows: readonly Place[], { taught: wanted }: Pattern): Claim {
  const [hold, like] =
    wanted.kind === 'any' ? ['hold the phrase', 'with the phrase'] : ['are like that', 'like that'];
  const most = rows.length === maxListed ? 'at least ' : '';
  return {
    ...claim,
    claim: `In a sample of the rows: ${claim.claim} In all rows, ${most}${rows.length} ${hold}.`,
    evidence: [
      ...claim.evidence,
      { name: `rows ${like} in the whole corpus`, value: rows.length, unit: 'rows' },
    ],
    rows,
  };
}
