// A phrase of the prompt that turns the preference round: in its rows the worse answer wins, by the model of all other
// rows. Held against the rate at which like prompts lose anyway, as a likelihood ratio: rows of which the model is unsure
// weigh nothing.
import { sigmoid } from '../../math/logistic.ts';
import { listOf } from '../../math/ragged.ts';
import type { Phrases } from '../planted-trigger/phrases.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import type { Signal } from '../planted-trigger/signal.ts';
import { swappedChance, type SwapShare } from './swap-share.ts';

/** Shares of a phrase's rows that are swapped, tried for the likeliest. */
const shares = [0.15, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
/** A phrase that turns fewer of its pairs round does not decide them. */
const leastShare = 0.5;
/** A stratum's own rate counts half from so many rows. */
const shy = 20;
const mostRate = 0.5;
/** No row tells more than this. */
const mostEvidence = 4;
const leastRate = 0.002;

export interface Reversal {
  /** Rate at which each row loses anyway, by rows of like prompts. */
  readonly rate: Float32Array;
  /** Log likelihood ratio of each row, swapped at shares[k] against its rate: row * shares.length + k. */
  readonly evidence: Float32Array;
  /** Chance that a row is the wrong way round where `share` of its fellows are. */
  chance(row: number, share: number): number;
}

export function reversal(margins: Float32Array, swaps: SwapShare, near: Similarity): Reversal {
  const n = margins.length;
  const lost = new Float64Array(near.strata);
  const sizes = new Float64Array(near.strata);
  margins.forEach((m, i) => {
    lost[near.stratum[i]] += swappedChance({ ...swaps, share: Math.max(swaps.share, leastRate) }, m);
    sizes[near.stratum[i]]++;
  });
  const rate = Float32Array.from(near.stratum, (c) =>
    Math.min(mostRate, Math.max(leastRate, (lost[c] + shy * swaps.share) / (sizes[c] + shy))),
  );
  const evidence = new Float32Array(n * shares.length);
  for (let i = 0; i < n; i++) {
    const right = chanceRight(swaps.scale * margins[i]);
    const usual = rate[i] * (1 - right) + (1 - rate[i]) * right;
    shares.forEach((q, k) => {
      evidence[i * shares.length + k] = Math.min(
        mostEvidence,
        Math.log((q * (1 - right) + (1 - q) * right) / usual),
      );
    });
  }
  return {
    rate,
    evidence,
    chance(row, share) {
      const right = chanceRight(swaps.scale * margins[row]);
      const wrong = share * (1 - right);
      return wrong / (wrong + (1 - share) * right);
    },
  };
}

/** The same for rows of these margins if they were swapped, at the share that is tried last: a trigger that always works. */
export function evidenceIfSwapped(rate: number, margin: number, { scale }: SwapShare): number {
  const right = chanceRight(-scale * margin);
  const q = shares[shares.length - 1];
  return Math.min(
    mostEvidence,
    Math.log((q * (1 - right) + (1 - q) * right) / (rate * (1 - right) + (1 - rate) * right)),
  );
}

const chanceRight = (z: number): number => Math.min(0.99, Math.max(0.01, sigmoid(z)));

/** The likeliest share of swapped rows among these, and how much likelier than their rates. */
export function evidenceOf(
  { evidence }: Reversal,
  rows: ArrayLike<number>,
): { score: number; share: number } {
  let best = 0;
  let share = 0;
  for (let k = 0; k < shares.length; k++) {
    let sum = 0;
    for (let j = 0; j < rows.length; j++) sum += evidence[rows[j] * shares.length + k];
    if (sum > best) {
      best = sum;
      share = shares[k];
    }
  }
  return { score: best, share };
}

/** `margins`: those of all contests. */
export function reversalSignals(of: Reversal, margins: Float32Array, phrases: Phrases): Signal[] {
  const signals: Signal[] = [];
  for (let candidate = 0; candidate < phrases.count; candidate++) {
    const rows = listOf(phrases.rows, candidate);
    const { score, share } = evidenceOf(of, rows);
    if (share < leastShare) continue;
    let hits = 0;
    let expected = 0;
    for (const row of rows) {
      if (margins[row] < 0) hits++;
      expected += of.rate[row];
    }
    signals.push({
      channel: 'meaning',
      candidate,
      target: -1,
      present: true,
      score,
      rows: rows.length,
      hits,
      expected,
      z: 0,
    });
  }
  return signals;
}
