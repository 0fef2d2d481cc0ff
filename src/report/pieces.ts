// An excerpt of a row cut into what is marked and what is not, and into what can be seen and what cannot, so
// that each writer can escape and highlight the pieces its own way.
import { visible } from '../text/visible.ts';
import type { Excerpt } from './schema.ts';

export type ExcerptPart = Excerpt['parts'][number];

/** A stretch of text as it stands in the row, not escaped. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
  /** What is there, when it cannot be seen. */
  readonly shown?: string;
}

/** The text of a part in order, marked or not. Marks out of range, out of order or overlapping lose no text. */
export function pieces({ text, marks }: Pick<ExcerptPart, 'text' | 'marks'>): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(at, wholeCharacter(text, Math.min(mark.start, text.length), -1));
    const end = wholeCharacter(text, Math.min(mark.end, text.length), 1);
    if (end <= start) continue;
    if (start > at) found.push({ text: text.slice(at, start), marked: false });
    found.push({ text: text.slice(start, end), marked: true, ...(mark.shown ? { shown: mark.shown } : {}) });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}

/** Runs of characters that can be seen and of those that cannot; a line break can. */
export function runs(text: string): { readonly text: string; readonly unseen: boolean }[] {
  const found: { text: string; unseen: boolean }[] = [];
  for (const character of text) {
    const unseen = isUnseen(character) && character !== '\n';
    const last = found[found.length - 1];
    if (last && last.unseen === unseen) last.text += character;
    else found.push({ text: character, unseen });
  }
  return found;
}

export function isUnseen(character: string): boolean {
  return visible(character) !== character;
}

/** Whether there is nothing in the text that a reader could see. */
export function allUnseen(text: string): boolean {
  return [...text].every(isUnseen);
}

/** The parts of an excerpt that say most: marked ones of a side, or its first. */
export function tellingParts(excerpt: Excerpt, side: ExcerptPart['side']): ExcerptPart[] {
  const parts = excerpt.parts.filter((part) => part.side === side);
  const marked = parts.filter((part) => part.marks.length > 0);
  return marked.length > 0 ? marked : parts.slice(-1);
}

// A mark that cuts a surrogate pair would leave two halves that show as escapes.
function wholeCharacter(text: string, at: number, step: 1 | -1): number {
  const inside = /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
  return inside ? at + step : at;
}
