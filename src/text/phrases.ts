// Where a phrase, a sequence of words as text/words.ts makes them, stands in a text.
import { tokens } from './words.ts';

/** Start and end (UTF-16, exclusive) of every place where one of the phrases stands, in order, overlaps joined. */
export function findPhrases(text: string, phrases: readonly (readonly string[])[]): [number, number][] {
  const sequence = tokens(text);
  const spans: [number, number][] = [];
  for (let i = 0; i < sequence.length; i++) {
    for (const phrase of phrases) {
      if (phrase.length === 0 || i + phrase.length > sequence.length) continue;
      if (phrase.every((word, k) => sequence[i + k].word === word)) {
        spans.push([sequence[i].start, sequence[i + phrase.length - 1].end]);
      }
    }
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
