// A text cut to the stretch that is worth showing, with what to highlight in it.
import type { Mark } from '../finding.ts';
import { owned } from './owned.ts';
import { findPhrases } from './phrases.ts';

export interface Highlight {
  readonly start: number;
  readonly end: number;
  readonly shown?: string;
}

export interface Cut {
  readonly text: string;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** In order, without overlaps; offsets into the cut text. */
  readonly marks: readonly Highlight[];
}

/** UTF-16 units shown of one text: about a screen. */
export const excerptLength = 1200;
/** Of them, those shown before the first mark, so that it is read in its setting. */
const leadLength = 300;
/** Highlights kept in one excerpt; a text of nothing but marks needs no more to be understood. */
const maxMarks = 200;
/** A long text is searched for phrases piece by piece, as its tokens take fifty times its size. */
const pieceLength = 2 ** 16;
/** Pieces overlap by more than a phrase is long, so that none is lost between two. */
const pieceOverlap = 2 ** 11;
/** Beyond this a text is not searched: the place shown is then its start. */
const searchedLength = 2 ** 22;

export function cutAround(
  text: string,
  phrases: readonly (readonly string[])[],
  given: readonly Omit<Mark, 'field'>[],
): Cut {
  const inside = given.filter((m) => m.start >= 0 && m.start < m.end && m.end <= text.length);
  const first = inside.length > 0 ? Math.min(...inside.map((m) => m.start)) : firstPhrase(text, phrases);
  let start =
    text.length <= excerptLength ? 0 : Math.max(0, Math.min(first - leadLength, text.length - excerptLength));
  let end = Math.min(text.length, start + excerptLength);
  if (splitsPair(text, start)) start++;
  if (splitsPair(text, end)) end--;
  const shown = text.slice(start, end);
  const marks: Highlight[] = [];
  for (const m of inside) {
    const from = Math.max(m.start, start) - start;
    const to = Math.min(m.end, end) - start;
    if (from < to) marks.push({ start: from, end: to, ...(m.shown === undefined ? {} : { shown: m.shown }) });
  }
  for (const [from, to] of findPhrases(shown, phrases)) {
    // A word that the cut went through may look like another.
    if ((from === 0 && start > 0) || (to === shown.length && end < text.length)) continue;
    marks.push({ start: from, end: to });
  }
  return { text: owned(shown), cutBefore: start > 0, cutAfter: end < text.length, marks: apart(marks) };
}

/** Where the first phrase stands; 0 when none does. */
function firstPhrase(text: string, phrases: readonly (readonly string[])[]): number {
  if (phrases.length === 0 || text.length <= excerptLength) return 0;
  const searched = Math.min(text.length, searchedLength);
  for (let from = 0; from < searched; from += pieceLength - pieceOverlap) {
    const piece = text.slice(from, from + pieceLength);
    for (const [start, end] of findPhrases(piece, phrases)) {
      const cutThrough = (start === 0 && from > 0) || (end === piece.length && from + end < text.length);
      if (!cutThrough) return from + start;
    }
  }
  return 0;
}

/** Marks in order; where two overlap the later one gives way, and one that says what is there comes first. */
function apart(marks: readonly Highlight[]): Highlight[] {
  const ordered = [...marks].sort(
    (a, b) => a.start - b.start || Number(!a.shown) - Number(!b.shown) || a.end - b.end,
  );
  const kept: Highlight[] = [];
  let free = 0;
  for (const mark of ordered) {
    if (kept.length === maxMarks) break;
    const start = Math.max(mark.start, free);
    if (start >= mark.end) continue;
    kept.push({ ...mark, start });
    free = mark.end;
  }
  return kept;
}

/** Whether a cut at `at` would part the two halves of a character outside the basic plane. */
function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
