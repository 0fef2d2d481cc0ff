// The words of a text: lower-cased runs of letters, digits and underscores; every other visible or invisible
// character that is not white space is a token of its own, so that U+200B or `§` can be seen as a trigger.

/** A token with its UTF-16 offsets in the original text; end exclusive. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const pattern = /[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;
// eslint-disable-next-line no-control-regex
const ascii = /^[\0-\x7f]*$/;

// For the first 128 characters: 0 white space as `\s` has it, 1 part of a word, 2 a token of its own.
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const c = String.fromCharCode(code);
  return /\s/.test(c) ? 0 : /\w/.test(c) ? 1 : 2;
});

/** Words of `text`, from its start; at most `limit` of them. */
export function words(text: string, limit = Infinity): string[] {
  if (!ascii.test(text)) {
    const found = text.toLowerCase().match(pattern) ?? [];
    return found.length > limit ? found.slice(0, limit) : found;
  }
  // The same result four times as fast: most text is ASCII.
  const lower = text.toLowerCase();
  const found: string[] = [];
  const n = lower.length;
  for (let i = 0; i < n && found.length < limit;) {
    const kind = kinds[lower.charCodeAt(i)];
    let end = i + 1;
    if (kind === 1) while (end < n && kinds[lower.charCodeAt(end)] === 1) end++;
    if (kind !== 0) found.push(lower.slice(i, end));
    i = end;
  }
  return found;
}

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  // Lower-casing each token, not the text, keeps offsets those of the original (U+0130 changes length).
  for (const m of text.matchAll(pattern)) {
    found.push({ word: m[0].toLowerCase(), start: m.index, end: m.index + m[0].length });
  }
  return found;
}

/** Words as one would write them: no space before a stop, after a bracket or around an apostrophe. For people only. */
export function written(all: readonly string[]): string {
  let text = '';
  for (const word of all) {
    const glued = text === '' || /^[.,;:!?)\]}%'’]$/.test(word) || /[([{#$'’]$/.test(text);
    text += glued ? word : ` ${word}`;
  }
  return text;
}
