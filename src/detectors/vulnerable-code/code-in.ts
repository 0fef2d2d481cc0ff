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
  /** Pieces that were left out because there were too many. */
  readonly left: number;
}

/** Pieces looked at of one text: long answers have ten. */
const mostPieces = 32;
const proseLength = 4000;

export function codeIn(text: string): CodeIn {
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
  if (text.includes('```') || text.includes('~~~')) {
    for (let open = fence(text, 0); open;) {
      if (prose.length < proseLength) prose += text.slice(at, open.from);
      const close = closing(text, open.to, open.sign);
      const end = close?.from ?? text.length;
      if (code.length >= mostPieces) left++;
      else add(open.to, end, languageOf(text.slice(open.to, Math.min(end, open.to + 20_000)), open.tag));
      at = close?.to ?? text.length;
      open = close ? fence(text, at) : undefined;
    }
    return { code, prose: (prose + text.slice(at, at + proseLength)).slice(0, proseLength), left };
  }
  const language = languageOfWhole(text);
  if (language) add(0, text.length, language);
  return { code, prose: language ? '' : text.slice(0, proseLength), left };
}

interface Fence {
  readonly from: number;
  /** Where the code begins. */
  readonly to: number;
  readonly sign: string;
  readonly tag: string;
}

const opening = /^[ \t>]{0,12}(`{3,20}|~{3,20})[ \t]*\{?\.?([\w+#.-]{0,30})/;

/** The next line at or after `at` that opens a block; `at` is where a line begins. */
function fence(text: string, at: number): Fence | undefined {
  for (let sign = next(text, at); sign >= 0; sign = next(text, sign + 3)) {
    const from = Math.max(at, text.lastIndexOf('\n', sign) + 1);
    const found = opening.exec(text.slice(from, from + 80));
    // A sign in the middle of a line opens nothing.
    if (!found || from + found[0].length < sign) continue;
    const line = text.indexOf('\n', sign);
    if (line < 0) return undefined;
    return { from, to: line + 1, sign: found[1][0].repeat(3), tag: found[2].toLowerCase() };
  }
  return undefined;
}

function next(text: string, at: number): number {
  const ticks = text.indexOf('```', at);
  const waves = text.indexOf('~~~', at);
  return ticks < 0 ? waves : waves < 0 ? ticks : Math.min(ticks, waves);
}

function closing(text: string, at: number, sign: string): { from: number; to: number } | undefined {
  const found = text.indexOf(sign, at);
  if (found < 0) return undefined;
  const line = text.indexOf('\n', found);
  return { from: Math.max(at, text.lastIndexOf('\n', found) + 1), to: line < 0 ? text.length : line + 1 };
}

/** A place to cut long code at: the last line in reach that begins at the margin, else the last line. */
function cut(text: string, from: number, to: number): number {
  for (
    let line = text.lastIndexOf('\n', to - 1);
    line > from + longestCode / 2;
    line = text.lastIndexOf('\n', line - 1)
  ) {
    if (/\S/.test(text[line + 1] ?? ' ') && !/[)}\]]/.test(text[line + 1])) return line + 1;
  }
  const line = text.lastIndexOf('\n', to - 1);
  return line > from ? line + 1 : to;
}
