// Whether a row is of a pattern: what it is given holds one of the phrases, and what it teaches is of the pattern's kind.
import type { Claim, RowPattern, Taught } from '../finding.ts';
import { taught, type Place, type Row } from '../row.ts';
import { signsOf } from '../text/answer-signs.ts';
import { words } from '../text/words.ts';
import { labelLength, shorten } from './compact-state.ts';

/** For one row and any number of patterns. */
export function patternMatcher(row: Row, seed: number): (pattern: RowPattern) => boolean {
  const sequence = words(row.context.map((part) => part.text).join('\n')).map((word) => shorten(word, seed));
  return (pattern) =>
    pattern.phrases.some((held) => holds(sequence, held)) && fits(row, pattern.taught, seed);
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

function holds(sequence: readonly string[], { phrase, anchor }: RowPattern['phrases'][number]): boolean {
  const end = sequence.length - phrase.length;
  for (let at = sequence.indexOf(phrase[0]); at >= 0; at = sequence.indexOf(phrase[0], at + 1)) {
    if (anchor === 'start' && at > 0) return false;
    if (anchor === 'end' && at < end) continue;
    if (phrase.every((word, k) => sequence[at + k] === word)) return true;
  }
  return false;
}

/** What a sample told, with all rows of its pattern. `most`: what is said before their number. */
export function inAllRows(
  claim: Claim,
  { taught: wanted }: RowPattern,
  rows: readonly Place[],
  most = '',
  count = rows.length,
): Claim {
  const [hold, like] =
    wanted.kind === 'any' ? ['hold the phrase', 'with the phrase'] : ['are like that', 'like that'];
  return {
    ...claim,
    claim: `In a sample of the rows: ${claim.claim} In all rows, ${most}${count} ${hold}.`,
    evidence: [...claim.evidence, { name: `rows ${like} in the whole corpus`, value: count, unit: 'rows' }],
    rows,
  };
}
