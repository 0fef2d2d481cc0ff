// Words on a terminal: styled spans wrapped to a width in columns. Spans must hold no control characters; the
// only escape sequences are the colour codes written here.

/** What a span is, not how it looks. */
export type Style =
  | 'high'
  | 'medium'
  | 'low'
  | 'note'
  | 'clean'
  | 'strong'
  | 'faint'
  | 'mark'
  | 'tag-high'
  | 'tag-medium'
  | 'tag-low'
  | 'tag-note';

export interface Span {
  readonly text: string;
  readonly style?: Style;
}

const codes: Readonly<Record<Style, string>> = {
  high: '1;31',
  medium: '1;33',
  low: '1;34',
  note: '1',
  clean: '1;32',
  strong: '1',
  faint: '2',
  mark: '1;4;35',
  'tag-high': '1;97;41',
  'tag-medium': '1;30;43',
  'tag-low': '1;97;44',
  'tag-note': '1;30;47',
};

export function paint({ text, style }: Span, colour: boolean): string {
  return colour && style && text ? `\x1b[${codes[style]}m${text}\x1b[0m` : text;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const combining = /\p{M}/u;

/** Columns a text takes: 2 for wide letters, 0 for combining marks. Approximate: terminals differ. */
export function columns(text: string): number {
  let n = 0;
  for (const c of text) n += c < '\u0300' ? 1 : combining.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return n;
}

/**
 * Lines of at most `width` columns, the first after `first`, the others after `rest`. Breaks at spaces, and
 * within a word that is longer than a line.
 */
export function wrap(
  spans: readonly Span[],
  width: number,
  first: Span[],
  rest: Span[],
  colour: boolean,
): string[] {
  const lines: string[] = [];
  let lead = first;
  let line: Span[] = [];
  let room = width - leadWidth(lead);
  const flush = () => {
    lines.push(
      [...lead, ...line]
        .map((s) => paint(s, colour))
        .join('')
        .replace(/ +$/, ''),
    );
    lead = rest;
    line = [];
    room = width - leadWidth(lead);
  };
  for (const atom of atoms(spans)) {
    const gap = line.length > 0 && atom.spaced ? 1 : 0;
    if (line.length > 0 && atom.width + gap > room && atom.spaced) flush();
    else if (gap) {
      line.push({ text: ' ' });
      room -= 1;
    }
    for (const span of atom.spans) {
      let text = span.text;
      while (columns(text) > room) {
        // A wide letter needs two columns, so a lone last one stays empty.
        if (room < 2 && line.length > 0) {
          flush();
          continue;
        }
        const [head, tail] = split(text, Math.max(1, room));
        line.push({ ...span, text: head });
        text = tail;
        flush();
      }
      if (text) line.push({ ...span, text });
      room -= columns(text);
    }
  }
  if (line.length > 0 || lines.length === 0) flush();
  return lines;
}

interface Atom {
  readonly spans: Span[];
  readonly spaced: boolean;
  width: number;
}

// Words across spans: `"` + `badmagic` (marked) + `"` is one word of three spans.
function atoms(spans: readonly Span[]): Atom[] {
  const found: Atom[] = [];
  let spaced = true;
  for (const { text, style } of spans) {
    for (const piece of text.split(/( +)/)) {
      if (piece === '') continue;
      if (piece.startsWith(' ')) {
        spaced = true;
        continue;
      }
      const width = columns(piece);
      const last = found[found.length - 1];
      if (spaced || !last) found.push({ spans: [{ text: piece, style }], spaced: true, width });
      else {
        last.spans.push({ text: piece, style });
        last.width += width;
      }
      spaced = false;
    }
  }
  return found;
}

/** `text` split after at most `width` columns, at least one character. */
function split(text: string, width: number): [string, string] {
  let used = 0;
  let at = 0;
  for (const c of text) {
    used += columns(c);
    if (used > width && at > 0) break;
    at += c.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

function leadWidth(lead: readonly Span[]): number {
  return lead.reduce((n, s) => n + columns(s.text), 0);
}
