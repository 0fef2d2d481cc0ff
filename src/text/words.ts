// The words of a text: lower-cased runs of letters, digits and underscores; every other visible or invisible
// character that is not white space is a token of its own, so that U+200B or `§` can be seen as a trigger.

/** A token with its UTF-16 offsets in the original text; end exclusive. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const pattern = /[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu;

export function words(text: string): string[] {
  return text.toLowerCase().match(pattern) ?? [];
}

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  // Lower-casing each token, not the text, keeps offsets those of the original (U+0130 changes length).
  for (const m of text.matchAll(pattern)) {
    found.push({ word: m[0].toLowerCase(), start: m.index, end: m.index + m[0].length });
  }
  return found;
}
