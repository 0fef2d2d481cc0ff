// Is a word written as a name? Names begin with a capital inside sentences, too; `everyone` does not. And, where only
// a sample of the corpus was judged, which rows hold it.
import type { Batch } from '../../detector.ts';
import { byPlace, taught, type Place } from '../../row.ts';
import { maxListed } from '../../summaries/listed-places.ts';
import type { Summary } from '../../summary.ts';
import { tokens } from '../../text/words.ts';

export interface Spelling {
  /** Mentions inside a sentence that begin with a capital, and with a small letter. */
  capital: number;
  small: number;
  /** Rows that hold it, at most `maxListed`, when they are wanted. */
  places: Place[];
}

/** Mentions looked at in one text, and UTF-16 units on either side of one. */
const mostMentions = 20;
const around = 60;

/** How each phrase is written. `listed`: places are wanted. */
export function spellings<Result>(
  phrases: readonly (readonly string[])[],
  listed: boolean,
  finish: (found: readonly Spelling[]) => Result,
): Summary<Batch, Spelling[], Result> {
  const keep = (spelling: Spelling): void => {
    if (spelling.places.length <= 2 * maxListed) return;
    spelling.places.sort(byPlace);
    spelling.places.length = maxListed;
  };
  return {
    maxBytes: 2 ** 16 + phrases.length * (listed ? 2 * maxListed * 64 + 4096 : 4096),
    empty: () => phrases.map(() => ({ capital: 0, small: 0, places: [] })),
    add(state, batch) {
      for (const row of batch) {
        const texts = taught(row.outcome).map(({ text }) => text);
        const lower = texts.map((text) => text.toLowerCase());
        phrases.forEach((phrase, i) => {
          let found = false;
          texts.forEach((text, t) => {
            if (lower[t].length === text.length && look(text, lower[t], phrase, state[i])) found = true;
          });
          if (found && listed) state[i].places.push({ shard: row.shard, row: row.row });
        });
      }
      state.forEach(keep);
    },
    merge(into, from) {
      into.forEach((spelling, i) => {
        spelling.capital += from[i].capital;
        spelling.small += from[i].small;
        for (const place of from[i].places) spelling.places.push(place);
        keep(spelling);
      });
    },
    relocate(state, shard) {
      for (const spelling of state) spelling.places = spelling.places.map(({ row }) => ({ shard, row }));
    },
    finish: (state) =>
      finish(
        state.map((spelling) => ({
          ...spelling,
          places: spelling.places.sort(byPlace).slice(0, maxListed),
        })),
      ),
  };
}

/** Whether the text holds the phrase; counts how it is written. */
function look(text: string, lower: string, phrase: readonly string[], spelling: Spelling): boolean {
  let found = false;
  let at = lower.indexOf(phrase[0]);
  for (let n = 0; at >= 0 && n < mostMentions; n++, at = lower.indexOf(phrase[0], at + 1)) {
    const from = Math.max(0, at - around);
    const near = tokens(text.slice(from, at + phrase.join(' ').length + around));
    const k = near.findIndex((token) => token.start + from === at);
    if (k < 0 || !phrase.every((word, j) => near[k + j]?.word === word)) continue;
    found = true;
    const before = near[k - 1]?.word;
    // The first word of a sentence, of a line or of a quotation has a capital whatever it is; then the next one tells.
    const begins =
      before === undefined || !/^[\p{L}\p{N},’']/u.test(before) || text.slice(at - 2, at).includes('\n');
    if (begins && phrase.length < 2) continue;
    const telling = begins ? near[k + 1].start + from : at;
    const first = text.slice(telling, telling + 1);
    if (first === first.toLowerCase() && first === first.toUpperCase()) continue;
    if (first === first.toLowerCase()) spelling.small++;
    else spelling.capital++;
  }
  return found;
}
