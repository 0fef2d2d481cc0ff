// All channels over one set of rows: what each phrase does to the outcome, apart from everything else in its context.
import type { Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { answerSigns } from '../../text/answer-signs.ts';
import { contextFeatures, type Expectation, type Features } from './expectation.ts';
import { classesIn, expectLabel, labelSignals } from './labels.ts';
import { coherence, meaningVectors, openingVectors, residuals } from './meaning.ts';
import { novelWordRows, payloadSignals } from './payload.ts';
import { findPhrases, type Phrases } from './phrases.ts';
import { strongest, type Channel, type Signal } from './signal.ts';
import { expectSigns, signSignals, type Signs } from './signs.ts';
import { similarity, type Similarity } from './similarity.ts';
import { findSplices, type Splice } from './splice.ts';
import { styleSignals, type Style } from './style.ts';
import { answerTurns, contextTurns, severalIn, turnVectors, type Turns, type TurnVectors } from './turns.ts';

export interface Analysis {
  readonly rows: CompactRows;
  /** Turns of the contexts and of the answers. */
  readonly given: Turns;
  readonly turns: Turns;
  /** Chats of several turns are more than a few of the rows. */
  readonly chats: boolean;
  readonly phrases: Phrases;
  readonly near: Similarity;
  readonly splice: Splice;
  readonly signals: ReadonlyMap<Channel, Signal[]>;
  readonly label?: Expectation;
  /** What the expectation of labels is made of. */
  readonly features?: Features;
  readonly signs?: Signs;
  /** Residual vectors of the answers' turns, and how far the rows of each phrase agree in them. */
  readonly residual: Partial<
    Record<'meaning' | 'opening', { vectors: TurnVectors; agreement: Float32Array }>
  >;
  readonly style?: Style;
  /** Rows of each rare answer word that is not in its row's context. */
  readonly novel?: Ragged;
}

/** Signals of a channel that are clustered and graded. */
const looked = 400;

/** Share of rows up to which chats do not set the tone. */
const fewChats = 0.05;

export function analyse(rows: CompactRows, seed: number, minRows: number, maxShare: number): Analysis {
  const phrases = findPhrases(rows, seed, minRows, maxShare);
  const near = similarity(rows, phrases, seed);
  const splice = findSplices(rows, phrases);
  const features = contextFeatures(rows, phrases, Math.max(answerSigns.length, classesIn(rows)));
  const signals = new Map<Channel, Signal[]>();
  const residual: Analysis['residual'] = {};
  const label = expectLabel(rows, features, seed);
  if (label) {
    const found = labelSignals(label, rows, phrases, features, near);
    signals.set('contradiction', found.contradiction);
    signals.set('purity', found.purity);
  }
  const given = contextTurns(rows);
  const turns = answerTurns(rows);
  const chats = severalIn(turns) > fewChats * rows.count;
  if (rows.answer.items.length === 0)
    return { rows, given, turns, chats, phrases, near, splice, signals, label, features, residual };

  for (const channel of ['meaning', 'opening'] as const) {
    const answers = (channel === 'meaning' ? meaningVectors : openingVectors)(rows, turns, seed);
    const vectors = turnVectors(residuals(answers, near, turns), turns);
    const found = coherence(channel, vectors, phrases, near, turns, seed);
    residual[channel] = { vectors, agreement: found.agreement };
    signals.set(channel, strongest(found.signals, looked));
  }
  const signs = expectSigns(rows, features, seed);
  if (signs) signals.set('sign', signSignals(signs, rows, phrases, features, near));
  const novel = novelWordRows(rows, minRows);
  signals.set('payload', strongest(payloadSignals(rows, phrases, near, novel), looked));
  const style = styleSignals(rows, phrases, near, seed);
  for (const channel of ['style', 'wording'] as const)
    signals.set(channel, strongest(style.signals[channel], looked));
  return { rows, given, turns, chats, phrases, near, splice, signals, label, signs, residual, style, novel };
}
