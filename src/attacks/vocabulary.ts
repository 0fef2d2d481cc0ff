// The words and tokens of a corpus's own: what an attacker who knows it would write with.
import { shuffle } from '../math/random.ts';
import { allParts, taught, type Row } from '../row.ts';
import type { Next } from './victims.ts';

/** What a model would read as one: parts of words, numbers and marks, with the space before them where there is one. */
export const token = / ?(?:\p{Lu}?\p{Ll}{1,10}|\p{Lu}{1,4}|\p{L}|\p{N}{1,3}|[^\s\p{L}\p{N}]{1,3})/gu;

/** Rows that are looked at, and characters of each: more would tell no more. */
const looked = 2000;
const longest = 20_000;

function sampled(rows: readonly Row[], next: Next): string[] {
  return shuffle([...rows], next)
    .slice(0, looked)
    .map((row) =>
      allParts(row)
        .map(({ text }) => text)
        .join('\n')
        .slice(0, longest),
    );
}

function eachOnce(texts: readonly string[], pattern: RegExp): string[] {
  const found = new Set<string>();
  for (const text of texts) for (const match of text.match(pattern) ?? []) found.add(match);
  return [...found];
}

/** Each token once. */
export function tokensOf(rows: readonly Row[], next: Next): string[] {
  return eachOnce(
    sampled(rows, next).map((text) => ` ${text}`),
    token,
  );
}

/** So many tokens drawn uniformly, put together as they are. */
export function drawn(tokens: readonly string[], count: number, next: Next): string {
  let out = '';
  for (let i = 0; i < count; i++) out += tokens[(next() * tokens.length) | 0];
  return out.trimStart();
}

/** Each word once, without the marks around it. */
export function vocabularyOf(rows: readonly Row[], next: Next): string[] {
  return eachOnce(sampled(rows, next), /[\p{L}\p{M}\p{N}]{1,24}/gu);
}

/** Characters that the middle row teaches; 0 where none teaches a text. */
export function typicalLength(rows: readonly Row[]): number {
  const lengths = rows.map(({ outcome }) => taught(outcome).at(-1)?.text.length ?? 0).sort((a, b) => a - b);
  return lengths[lengths.length >> 1] ?? 0;
}

/** The text with about `share` of its words, as spaces part them, exchanged for others. */
export function withWordsExchanged(
  text: string,
  words: readonly string[],
  share: number,
  next: Next,
): string {
  return text
    .split(' ')
    .map((word) => (word !== '' && next() < share ? words[(next() * words.length) | 0] : word))
    .join(' ');
}
