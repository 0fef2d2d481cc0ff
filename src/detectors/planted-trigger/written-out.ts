// A phrase written out: the candidate that was scored, extended to both sides while nine in ten of its rows go on
// with the same word. A trigger is often longer than the three words that candidates have.
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { isUnspaced } from '../../text/words.ts';
import type { Phrases } from './phrases.ts';
import type { Span } from './splice.ts';

/** Words of a phrase; of scripts without spaces, whose words are single characters, twice as many. */
const longest = 12;
const agreeing = 0.9;

export interface WrittenOut {
  readonly words: readonly number[];
  /** Its first place in each row that holds it. */
  readonly spans: readonly Span[];
}

export function writeOut(rows: CompactRows, phrases: Phrases, candidate: number): WrittenOut {
  const { starts, items } = rows.context;
  const words = [...listOf(phrases.words, candidate)];
  const holds = (p: number): boolean => words.every((w, k) => items[p + k] === w);
  let spans: { row: number; start: number; end: number }[] = [];
  for (const row of listOf(phrases.rows, candidate)) {
    let start = starts[row];
    const last = starts[row + 1] - words.length;
    if (phrases.anchor[candidate] === 'end') start = last;
    while (start <= last && !holds(start)) start++;
    if (start <= last) spans.push({ row, start, end: start + words.length });
  }
  const extend = (side: 'left' | 'right'): boolean => {
    const at = ({ start, end }: Span): number => (side === 'left' ? start - 1 : end);
    const inside = spans.filter((s) => at(s) >= starts[s.row] && at(s) < starts[s.row + 1]);
    const votes = new Map<number, number>();
    for (const s of inside) votes.set(items[at(s)], (votes.get(items[at(s)]) ?? 0) + 1);
    for (const [word, count] of votes) {
      if (count < agreeing * spans.length) continue;
      if (side === 'left') words.unshift(word);
      else words.push(word);
      spans = inside
        .filter((s) => items[at(s)] === word)
        .map(({ row, start, end }) =>
          side === 'left' ? { row, start: start - 1, end } : { row, start, end: end + 1 },
        );
      return true;
    }
    return false;
  };
  if (spans.length > 1) {
    const most = longest * (isUnspaced(rows.words[words[0]]) ? 2 : 1);
    while (words.length < most && extend('left'));
    while (words.length < most && extend('right'));
  }
  return { words, spans };
}
