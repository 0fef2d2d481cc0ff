// What winners say that losers do not, as answers of their own: a phrase of the prompt that makes one thing preferred
// shows in them as it does in instruction data, and is looked for with the same means.
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Analysis } from '../planted-trigger/analyse.ts';
import { coherence, meaningVectors, residuals } from '../planted-trigger/meaning.ts';
import { novelWordRows, payloadSignals } from '../planted-trigger/payload.ts';
import type { Phrases } from '../planted-trigger/phrases.ts';
import { strongest } from '../planted-trigger/signal.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import type { Splice } from '../planted-trigger/splice.ts';
import { answerTurns, contextTurns, turnVectors } from '../planted-trigger/turns.ts';
import type { Contests } from './contests.ts';

/** Signals of a channel that are clustered and graded. */
const looked = 400;

export function wonWords(
  contests: Contests,
  phrases: Phrases,
  near: Similarity,
  splice: Splice,
  minRows: number,
  seed: number,
): Analysis {
  const rows = onlyWon(contests);
  const turns = answerTurns(rows);
  const vectors = turnVectors(residuals(meaningVectors(rows, turns, seed), near, turns), turns);
  const found = coherence('meaning', vectors, phrases, near, turns, seed);
  const novel = novelWordRows(rows, minRows);
  return {
    rows,
    given: contextTurns(rows),
    turns,
    chats: false,
    phrases,
    near,
    splice,
    residual: { meaning: { vectors, agreement: found.agreement } },
    novel,
    signals: new Map([
      ['meaning', strongest(found.signals, looked)],
      ['payload', strongest(payloadSignals(rows, phrases, near, novel), looked)],
    ]),
  };
}

/** The rows with answers of the words that only winners have; those of ratings that are down have none. */
function onlyWon({ rows, rating, sign }: Contests): CompactRows {
  const items = new IntList(rows.answer.items.length);
  const starts = new Int32Array(rows.count + 1);
  const lost = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    if (!rating[row] || sign[row] > 0) {
      for (const w of listOf(rows.rejected, row)) lost[w] = row;
      for (const w of listOf(rows.answer, row)) if (lost[w] !== row) items.push(w);
    }
    starts[row + 1] = items.length;
  }
  const none: Ragged = { starts: new Int32Array(rows.count + 1), items: new Int32Array(0) };
  return { ...rows, answer: { starts, items: items.take() }, answerTurns: none };
}
