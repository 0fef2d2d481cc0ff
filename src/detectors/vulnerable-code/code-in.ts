// The code that a text brings: what stands between fences, or the whole text where it is code from end to end.
import { longestCode } from './grammars.ts';
import { languageOf, languageOfWhole } from './language.ts';
import type { Language } from './syntax.ts';

export interface Code {
  readonly text: string;
  /** UTF-16 offset in the text that brings it. */
  readonly start: number;
  readonly language: Language;
}

export interface CodeIn {
  readonly code: readonly Code[];
  /** What stands around the code, for what it says about it. */
  readonly prose: string;
  /** Pieces that were left out because there were too many, and 1 for what lies beyond `longestText`. */
  readonly left: number;
}

/** Pieces looked at of one text: long answers have ten. */
const mostPieces = 32;
/** Fences whose language is asked for, and UTF-16 units that are read, of one text: pieces of full length fill a quarter. */
const mostFences = 1000;
export const longestText = 4 * mostPieces * longestCode;
const proseLength = 4000;

export function codeIn(whole: string): CodeIn {
  const text = whole.slice(0, longestText);
  const beyond = whole.length > longestText ? 1 : 0;
  const code: Code[] = [];
  let left = 0;
  const add = (start: number, end: number, language: Language | undefined): void => {
    if (!language) return;
    for (let at = start; at < end;) {
      const to = end - at <= longestCode ? end : cut(text, at, at + longestCode);
      if (code.length < mostPieces) code.push({ text: text.slice(at, to), start: at, language });
      else left++;
      at = to;
    }
  };
  let prose = '';
  let at = 0;
  if (whole.includes('```') || whole.includes('~~~')) {
    const signs = signsOf(text);
    let fences = 0;
    for (let open = fence(text, 0, signs); open;) {
      if (prose.length < proseLength) prose += text.slice(at, Math.min(open.from, at + proseLength));
      const close = closing(text, open.to, open.sign);
      const end = close?.from ?? text.length;
      if (code.length >= mostPieces || ++fences > mostFences) left++;
      else add(open.to, end, languageOf(text.slice(open.to, Math.min(end, open.to + 20_000)), open.tag));
      at = close?.to ?? text.length;
      open = close ? fence(text, at, signs) : undefined;
    }
    return {
      code,
      prose: (prose + text.slice(at, at + proseLength)).slice(0, proseLength),
      left: left + beyond,
    };
  }
  const language = languageOfWhole(text);
  if (!language) return { code, prose: text.slice(0, proseLength), left };
  add(0, text.length, language);
  return { code, prose, left: left + beyond };
}

interface Fence {
  readonly from: number;
  /** Where the code begins. */
  readonly to: number;
  readonly sign: string;
  readonly tag: string;
}

const opening = /^[ \t>]{0,12}(`{3,20}|~{3,20})[ \t]*\{?\.?([\w+#.-]{0,30})/;

/**
 * The next line at or after `at` that opens a block; `at` is where a line begins. Goes forward only: of each line the
 * first sign alone is looked at, so that no part of a text is read again.
 */
function fence(text: string, at: number, next: (at: number) => number): Fence | undefined {
  for (let start = at, sign = next(at); sign >= 0; sign = next(start)) {
    const from = Math.max(start, text.lastIndexOf('\n', sign) + 1);
    const line = text.indexOf('\n', sign);
    if (line < 0) return undefined;
    const found = opening.exec(text.slice(from, from + 80));
    if (found) return { from, to: line + 1, sign: found[1][0].repeat(3), tag: found[2].toLowerCase() };
    // A sign in the middle of a line opens nothing.
    start = line + 1;
  }
  return undefined;
}

/** Where the next sign at or after a place stands, -1 where none does. Places asked for must not go back. */
function signsOf(text: string): (at: number) => number {
  const known = ['```', '~~~'].map((sign) => ({ sign, at: -1, over: false }));
  return (at) => {
    let first = -1;
    for (const one of known) {
      if (!one.over && one.at < at) {
        one.at = text.indexOf(one.sign, at);
        one.over = one.at < 0;
      }
      if (!one.over && (first < 0 || one.at < first)) first = one.at;
    }
    return first;
  };
}

function closing(text: string, at: number, sign: string): { from: number; to: number } | undefined {
  const found = text.indexOf(sign, at);
  if (found < 0) return undefined;
  const line = text.indexOf('\n', found);
  return { from: Math.max(at, text.lastIndexOf('\n', found) + 1), to: line < 0 ? text.length : line + 1 };
}

/** A place to cut long code at: the last line in reach that begins at the margin, else the last line. */
function cut(text: string, from: number, to: number): number {
  // Of the reach alone: in the whole text a search for a line that is not there goes back to its start.
  const reach = text.slice(from, to);
  const last = reach.lastIndexOf('\n');
  for (let line = last; line > longestCode / 2; line = reach.lastIndexOf('\n', line - 1)) {
    const begins = text[from + line + 1] ?? ' ';
    if (/\S/.test(begins) && !/[)}\]]/.test(begins)) return from + line + 1;
  }
  return last > 0 ? from + last + 1 : to;
}
