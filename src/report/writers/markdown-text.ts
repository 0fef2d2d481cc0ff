// Text from rows made plain inside Markdown: every character that could mean something there is escaped.
import { visible } from '../../text/visible.ts';
import { allUnseen, pieces, type ExcerptPart } from '../pieces.ts';

/** Text with no meaning to Markdown or HTML within a line, cut to `maxLength` characters. */
export function plain(text: string, maxLength: number): string {
  return escaped(visible(text, maxLength));
}

/** The same for a paragraph of its own, which must not begin a list, a heading or a code block. */
export function paragraph(text: string, maxLength: number): string {
  return escaped(visible(text, maxLength).trim())
    .replace(/^[-+=]/, '\\$&')
    .replace(/^\d+(?=[.)])/, '$&<!-- -->');
}

/** A part of a row with its marks highlighted, the first `maxLength` characters. */
export function markedText(part: ExcerptPart, maxLength: number): string {
  let left = maxLength;
  const shown: string[] = [];
  for (const piece of pieces(part)) {
    if (left <= 0) break;
    const hidden = piece.shown !== undefined && allUnseen(piece.text);
    const text = visible(hidden ? `⟨${piece.shown}⟩` : piece.text, left);
    left -= text.length;
    shown.push(piece.marked ? `<mark>${escaped(text)}</mark>` : escaped(text));
  }
  return `${part.cutBefore ? '…' : ''}${shown.join('')}${part.cutAfter || left <= 0 ? '…' : ''}`;
}

// Backslashes stop formatting, entities stop HTML and bare links; an empty comment after @ and # stops
// mentions and issue links, which hosts look for after everything else.
function escaped(text: string): string {
  return text.replace(/:\/\/|www\.|[&<>\\`*_{}[\]|~$!@#]/gi, (found) => {
    if (found === '@') return '@<!-- -->';
    if (found === '#') return '\\#<!-- -->';
    if (/^[&<>]$/.test(found)) return `&#${found.charCodeAt(0)};`;
    if (found === '://') return '&#58;//';
    return found.length === 4 ? `${found.slice(0, 3)}&#46;` : `\\${found}`;
  });
}
