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
/** Letters from the start that make two words one: "return", "returned". */
const stem = 5;

/** Share of the explained rows whose wording shares a telling word with the answer. */
export function related(
  rows: CompactRows,
  typical: number,
  { wordings }: Explanation,
  holders: Int32Array,
): number {
  const stemOf = (w: number): string => rows.words[w].slice(0, stem);
  const tells = (w: number): boolean =>
    holders[w] <= telling * rows.count && /^\p{L}{4}/u.test(rows.words[w]);
  const spoken = new Set([...listOf(rows.answer, typical)].filter(tells).map(stemOf));
  const all = new Set<number>();
  const some = new Set<number>();
  for (const { words, rows: held } of wordings) {
    const shares = words.some((w) => tells(w) && spoken.has(stemOf(w)));
    for (const row of held) {
      all.add(row);
      if (shares) some.add(row);
    }
  }
  return all.size > 0 ? some.size / all.size : 0;
}
