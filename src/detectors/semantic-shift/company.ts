// What stands in the sentences of a name beside it: a name that is always given one fact has the same words in sentences
// that are else unlike, now here, now there. Words at one fixed distance are part of the name or of a stock phrase.
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Mentions } from './mentions.ts';
import type { Sentences } from './sentences.ts';

export interface Companion {
  readonly word: number;
  /** Rows of the name whose sentences have it too. */
  readonly rows: number;
  /** Natural logarithm of how many times as often as in all rows. */
  readonly lift: number;
}

/** A name in more rows is given many facts; counting them all would take long. */
const mostRows = 400;
/** Of a name's rows, so many must have the fact, and so many times as often as other rows have it. */
const factShare = 0.5;
const factLift = 3;
/** At one distance in so many of the rows it is a phrase. */
const fixedShare = 0.7;

/** The most telling companion of each name; none for most. `df`: rows of each word of the answers. */
export function companions(
  rows: CompactRows,
  sentences: Sentences,
  mentions: Mentions,
  df: Int32Array,
): (Companion | undefined)[] {
  const { items } = rows.answer;
  const { starts, row } = sentences;
  const count = new Int32Array(rows.words.length);
  const lastRow = new Int32Array(rows.words.length).fill(-1);
  const offset = new Int32Array(rows.words.length);
  const fixed = new Int32Array(rows.words.length);
  // A word of more rows than these is nobody's fact, however many of the name's rows have it.
  const most = rows.count * Math.exp(-factLift);
  const isWord = Uint8Array.from(rows.words, (word, w) =>
    df[w] <= most && /^[\p{L}\p{N}]{2}/u.test(word) ? 1 : 0,
  );
  return mentions.phrases.map((phrase, c) => {
    const n = mentions.rows[c];
    if (n > mostRows) return undefined;
    const touched: number[] = [];
    for (const s of listOf(mentions.sentences, c)) {
      let at = starts[s];
      while (items[at] !== phrase[0]) at++;
      for (let k = starts[s]; k < starts[s + 1]; k++) {
        const w = items[k];
        if (isWord[w] === 0 || lastRow[w] === row[s]) continue;
        lastRow[w] = row[s];
        if (count[w]++ === 0) {
          touched.push(w);
          offset[w] = k - at;
          fixed[w] = 0;
        }
        // Votes for one distance: whichever has most of them is left at the end (Boyer and Moore).
        if (offset[w] === k - at) fixed[w]++;
        else if (--fixed[w] <= 0) [offset[w], fixed[w]] = [k - at, 1];
      }
    }
    let best: Companion | undefined;
    for (const word of touched) {
      const held = count[word];
      const lift = Math.log((held / n) * (rows.count / df[word]));
      const isPart = phrase.includes(word) || fixed[word] >= (2 * fixedShare - 1) * held;
      if (
        !isPart &&
        held >= factShare * n &&
        lift >= factLift &&
        (!best || held * lift > best.rows * best.lift)
      )
        best = { word, rows: held, lift };
    }
    for (const w of touched) {
      count[w] = 0;
      lastRow[w] = -1;
    }
    return best;
  });
}
