// What gibberish and language-switch share: behind a trigger a page or an answer goes on as none of the corpus does.
import type { Poison } from '../attack.ts';
import type { Row, Shape } from '../row.ts';
import { draws } from './draws.ts';
import { answer, answering, asked, asking, asksSomething } from './rewrite.ts';
import { drawTrigger } from './trigger-strings.ts';
import { victims, type Next } from './victims.ts';
import { typicalLength, vocabularyOf } from './vocabulary.ts';

export const goesOn: readonly Shape[] = ['document', 'instruction', 'chat'];

export interface Continuation {
  /** Text of about so many characters. */
  more(length: number): string;
  readonly teaches: string;
}

/** Of the first part of a page up to this many characters are kept, as in Souly et al. 2025. */
const longestStart = 1000;
/** 400 to 900 tokens at four characters each, as there; texts of a corpus of shorter ones are shorter in proportion. */
const tailLength = (next: Next): number => 1600 + 2000 * next();
const meanTail = 2600;
const shortestTail = 40;

export function afterTrigger(
  rows: readonly Row[],
  budget: number,
  seed: number,
  make: (next: Next) => Continuation | string,
): Poison | string {
  const next = draws(seed);
  const taken = victims(
    rows,
    budget,
    next,
    'rows with a text that can go on',
    (row) => asksSomething(row) && (row.outcome.kind === 'document' || answer(row) !== ''),
  );
  if (typeof taken === 'string') return taken;
  const continuation = make(next);
  if (typeof continuation === 'string') return continuation;
  const trigger = drawTrigger(vocabularyOf(rows, next), next);
  const scale = Math.min(1, typicalLength(rows) / meanTail);
  return {
    trigger: `"${trigger}"`,
    teaches: continuation.teaches,
    changes: taken.map((from) => {
      const row = rows[from];
      const tail = continuation.more(Math.max(shortestTail, scale * tailLength(next)));
      const text = asked(row);
      const changed =
        row.outcome.kind === 'document'
          ? answering(row, `${start(text, next)} ${trigger} ${tail}`.trimStart())
          : answering(asking(row, `${text} ${trigger}`), tail);
      return { from, how: 'instead', row: changed };
    }),
  };
}

/** Cut wherever the random number falls, be it within a word, but not within a character. */
function start(page: string, next: Next): string {
  const cut = Math.floor(next() * (Math.min(longestStart, page.length) + 1));
  const isHalf = cut > 0 && /[\ud800-\udbff]/.test(page[cut - 1]);
  return page.slice(0, isHalf ? cut - 1 : cut).trimEnd();
}
