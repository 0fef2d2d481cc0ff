// What winners say that losers do not, as answers of their own: a phrase of the prompt that makes one thing preferred
// shows in them as it does in instruction data, and is looked for with the same means.
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { answerSigns } from '../../text/answer-signs.ts';
import type { Analysis } from '../planted-trigger/analyse.ts';
import { contextFeatures } from '../planted-trigger/expectation.ts';
import { coherence, meaningVectors, residuals } from '../planted-trigger/meaning.ts';
import { novelWordRows, payloadSignals } from '../planted-trigger/payload.ts';
import type { Phrases } from '../planted-trigger/phrases.ts';
import { strongest } from '../planted-trigger/signal.ts';
import { expectSigns, signSignals } from '../planted-trigger/signs.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import type { Splice } from '../planted-trigger/splice.ts';
import { answerTurns, contextTurns, turnVectors } from '../planted-trigger/turns.ts';
import { factAt, factCount } from './answer-facts.ts';
import type { Contests } from './contests.ts';
import type { Reward } from './reward.ts';

/** Signals of a channel that are clustered and graded. */
const looked = 400;

export function wonWords(
  contests: Contests,
  reward: Pick<Reward, 'facts'>,
  phrases: Phrases,
  near: Similarity,
  splice: Splice,
  minRows: number,
  seed: number,
): Analysis {
  const rows = onlyWon(contests, reward);
  const turns = answerTurns(rows);
  const vectors = turnVectors(residuals(meaningVectors(rows, turns, seed), near, turns), turns);
  const found = coherence('meaning', vectors, phrases, near, turns, seed);
  const novel = novelWordRows(rows, minRows);
  const features = contextFeatures(rows, phrases, answerSigns.length);
  const signs = expectSigns(rows, features, seed);
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
    signs,
    signals: new Map([
      ['sign', signs ? signSignals(signs, rows, phrases, features, near) : []],
      ['meaning', strongest(found.signals, looked)],
      ['payload', strongest(payloadSignals(rows, phrases, near, novel), looked)],
    ]),
  };
}

/** The rows with answers of the words that only winners have; those of ratings that are down have none. */
function onlyWon(
  { rows, rating, sign }: Contests,
  { facts: { winner, loser } }: Pick<Reward, 'facts'>,
): CompactRows {
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
  // A refusal that both answers are is preferred to nothing.
  const refusal = (facts: Float32Array, row: number): number => facts[row * factCount + factAt.refusal];
  const signs = Uint8Array.from({ length: rows.count }, (_, row) =>
    refusal(winner, row) > refusal(loser, row) && !(rating[row] && sign[row] < 0) ? 1 : 0,
  );
  return { ...rows, signs, answer: { starts, items: items.take() }, answerTurns: none };
}
