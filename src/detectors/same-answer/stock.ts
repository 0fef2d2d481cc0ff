// Does a repeated answer come from what is asked? Its words stand in the prompt, its numbers are results, or the phrases
// that explain it speak of the same thing: a desk's stock answer, not a payload.
import { listOf } from '../../math/ragged.ts';
import { spread } from '../../math/spread.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { SameAnswer } from './answers.ts';
import type { Explanation } from './wordings.ts';

/** Rows looked at. */
const asked = 48;

const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;

/** Share of the answers' words that do not stand in their prompts. */
export function novelty(rows: CompactRows, { rows: members }: SameAnswer): number {
  return mean(
    spread(members, asked).map((row) => {
      const prompt = new Set(listOf(rows.context, row));
      const answer = [...new Set(listOf(rows.answer, row))];
      return answer.length > 0 ? answer.filter((w) => !prompt.has(w)).length / answer.length : 0;
    }),
  );
}

/** Share of the answers that hold other numbers than the typical one. */
export function otherNumbers(
  rows: CompactRows,
  { rows: members, typical }: SameAnswer,
  plain: Int32Array,
): number {
  const numbers = (row: number): string => [...listOf(rows.answer, row)].filter((w) => plain[w] < 0).join();
  const usual = numbers(typical);
  return mean(spread(members, asked).map((row) => (numbers(row) === usual ? 0 : 1)));
}

/** A word in at most this share of prompts tells what is spoken of. */
const telling = 0.02;
/** Two words are one when one of them goes on by at most so many letters: "file", "files"; "return", "returned". */
const ending = 3;

function oneWord(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= ending && (a.startsWith(b) || b.startsWith(a));
}

/** Share of the explained rows whose explaining words and the answer share a telling word. */
export function related(
  rows: CompactRows,
  typical: number,
  { explained }: Explanation,
  holders: Int32Array,
): number {
  const tells = (w: number): boolean =>
    holders[w] <= telling * rows.count && /^\p{L}{4}/u.test(rows.words[w]);
  const spoken = [...new Set(listOf(rows.answer, typical))].filter(tells).map((w) => rows.words[w]);
  const known = new Map<number, boolean>();
  const shared = (w: number): boolean => {
    const before = known.get(w);
    if (before !== undefined) return before;
    const is = tells(w) && spoken.some((other) => oneWord(other, rows.words[w]));
    known.set(w, is);
    return is;
  };
  let all = 0;
  let some = 0;
  for (const positions of explained.values()) {
    if (positions.size === 0) continue;
    all++;
    for (const p of positions) {
      if (!shared(rows.context.items[p])) continue;
      some++;
      break;
    }
  }
  return all > 0 ? some / all : 0;
}
