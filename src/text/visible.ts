// Text from rows made safe and plain to look at: control, bidirectional, invisible and tag characters and lone
// surrogates are shown as escapes, so that nothing in a row can steer a terminal or hide from a reader.

// Cc, Cf (zero width, bidi, tags), Co, Cn, Cs, line and paragraph separators, variation selectors, and fillers
// that render as nothing.
const unseen =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\ufe00-\ufe0f\u115f\u1160\u3164\uffa0\u{e0100}-\u{e01ef}]/gu;

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return short.get(character) ?? `\\u{${code.toString(16).toUpperCase().padStart(4, '0')}}`;
}

/** One line of `text` with everything unseen escaped, cut to `maxLength` UTF-16 units with an ellipsis. */
export function visible(text: string, maxLength = Infinity): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  return cut.replace(unseen, escapeCharacter);
}

/** As `visible`, but keeps line breaks: for texts shown in a block. */
export function visibleLines(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(unseen, (c) => (c === '\n' ? c : escapeCharacter(c)));
}
