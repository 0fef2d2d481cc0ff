// Who wins a contest of two sides, by a linear model of their differences (Bradley & Terry 1952 with features): a feature
// counts +1 where only the winner has it and -1 where only the loser has. Cross-fitted: each contest is scored by a model
// that did not see it. Features count by their log ratio of wins (Wang & Manning 2012), weights are learned by AdaGrad.
import type { Ragged } from './ragged.ts';
import { random, shuffle } from './random.ts';
import { sigmoid } from './logistic.ts';

export interface Signed {
  /** Distinct features of each contest, of `size` in all. */
  readonly features: Ragged;
  /** +1 or -1 for each of `features.items`. */
  readonly signs: Int8Array;
  readonly size: number;
}

export interface SignedFit {
  /** Held-out log-odds that the winner wins. */
  readonly margins: Float32Array;
  /** weights[fold][feature]; those that score a contest of `fold` did not see it. */
  readonly weights: readonly Float32Array[];
  readonly fold: Uint8Array;
}

export interface SignedTraining {
  readonly folds: number;
  readonly epochs: number;
  readonly seed: number;
  /** How much each contest counts; 1 for all unless given. */
  readonly importance?: Float32Array;
}

const rate = 0.1;
/** A feature of df contests is held back by an L2 penalty of this / df. */
const penalty = 0.02;
/** Some 10 seconds; beyond, each fold learns from a part of its contests. */
const maxSteps = 1e9;

/** Longer texts differ in more features: each counts for less, as the square root. */
export const featureWeight = (features: number): number => (features > 0 ? 8 / Math.sqrt(features) : 0);

export function signedFit(
  { features: { starts, items }, signs, size }: Signed,
  { folds, epochs, seed, importance }: SignedTraining,
): SignedFit {
  const n = starts.length - 1;
  const fold = Uint8Array.from({ length: n }, (_, i) => i % folds);
  const order = shuffle(
    Array.from({ length: n }, (_, i) => i),
    random(seed),
  );
  const part = Math.min(1, maxSteps / (items.length * folds * epochs + 1));
  const margins = new Float32Array(n);
  const weights: Float32Array[] = [];
  for (let held = 0; held < folds; held++) {
    const others = order.filter((i) => fold[i] !== held);
    const w = learn(others.slice(0, Math.ceil(others.length * part)));
    for (let i = held; i < n; i += folds) margins[i] = score(w, i);
    weights.push(w);
  }
  return { margins, weights, fold };

  function score(w: Float32Array, i: number, stride = 1): number {
    let z = 0;
    for (let j = starts[i]; j < starts[i + 1]; j++) z += signs[j] * w[items[j] * stride];
    return z * featureWeight(starts[i + 1] - starts[i]);
  }

  function learn(train: readonly number[]): Float32Array {
    // What is known of a feature lies side by side, for features are met in no order: its weight x ratio (so that scoring
    // is a plain sum), its ratio, what holds it back, and its squared gradients.
    const known = new Float32Array(4 * size);
    for (const i of train)
      for (let j = starts[i]; j < starts[i + 1]; j++) known[4 * items[j] + (signs[j] > 0 ? 1 : 2)]++;
    for (let at = 0; at < known.length; at += 4) {
      const [won, lost] = [known[at + 1], known[at + 2]];
      known[at + 1] = Math.abs(Math.log((won + 1) / (lost + 1)));
      known[at + 2] = penalty / (won + lost);
      known[at + 3] = 1e-6;
    }
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const i of train) {
        const weight = featureWeight(starts[i + 1] - starts[i]);
        const error = (sigmoid(score(known, i, 4)) - 1) * weight * (importance ? importance[i] : 1);
        for (let j = starts[i]; j < starts[i + 1]; j++) {
          const at = 4 * items[j];
          const r = known[at + 1];
          if (r === 0) continue;
          const g = signs[j] * error * r + known[at + 2] * known[at];
          known[at + 3] += g * g;
          known[at] -= (rate * r * g) / Math.sqrt(known[at + 3]);
        }
      }
    }
    return Float32Array.from({ length: size }, (_, f) => known[4 * f]);
  }
}
