// A yes-or-no outcome that some rows do not decide by their content: P(yes | x) = g(x) + (1 - g(x)) e, where e is what
// the content says and g a gate that overrides it. The gate is a sparse logistic model, cross-fitted, learned by AdaGrad.
import type { Ragged } from './ragged.ts';
import { random, shuffle } from './random.ts';
import { sigmoid } from './logistic.ts';

/** Distinct features of each row, of `size` in all. */
export interface Sparse {
  readonly inRow: Ragged;
  readonly size: number;
}

/** Each row is scored by a gate that did not see it. */
const folds = 3;
const epochs = 8;
const rate = 0.1;
/** Where the gate starts: few rows are overridden. */
const prior = 0.1;
/** A feature of df rows is held back by an L2 penalty of this / df: few and common features make a gate. */
const penalty = 10;
/** What it costs to open the gate of a row whose content explains its label anyway. */
const price = 0.1;
/** Some 20 seconds; beyond, each fold learns from a part of its rows. */
const maxSteps = 2e9;

/** Held-out chance that each row is overridden; `expected`: chance of `yes` by the row's content. */
export function overridden(
  { inRow, size }: Sparse,
  expected: Float32Array,
  yes: Uint8Array,
  seed: number,
): Float32Array {
  const { starts, items } = inRow;
  const n = yes.length;
  const order = shuffle(
    Array.from({ length: n }, (_, i) => i),
    random(seed),
  );
  const part = Math.min(1, maxSteps / (items.length * folds * epochs));
  const gate = new Float32Array(n);
  for (let held = 0; held < folds; held++) {
    const others = order.filter((_, i) => i % folds !== held);
    const score = learn({ inRow, size }, expected, yes, others.slice(0, Math.ceil(others.length * part)));
    for (let i = held; i < n; i += folds) gate[order[i]] = score(order[i]);
  }
  return gate;

  function learn(
    features: Sparse,
    content: Float32Array,
    target: Uint8Array,
    train: readonly number[],
  ): (row: number) => number {
    const counts = new Float32Array(features.size);
    for (const row of train) for (let j = starts[row]; j < starts[row + 1]; j++) counts[items[j]]++;
    const w = new Float32Array(features.size);
    const squares = new Float32Array(features.size).fill(1e-4);
    let bias = Math.log(prior / (1 - prior));
    let biasSquares = 1;
    const score = (row: number): number => {
      let z = bias;
      for (let j = starts[row]; j < starts[row + 1]; j++) z += w[items[j]];
      return sigmoid(z);
    };
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const row of train) {
        const g = score(row);
        const e = content[row];
        // The gradient of -ln P, and of the price, in the gate's log-odds.
        const d = target[row] ? g * (1 - g) * (price - (1 - e) / Math.max(1e-6, g + (1 - g) * e)) : g;
        biasSquares += d * d;
        bias -= (rate * d) / Math.sqrt(biasSquares);
        for (let j = starts[row]; j < starts[row + 1]; j++) {
          const f = items[j];
          const gradient = d + (penalty / counts[f]) * w[f];
          squares[f] += gradient * gradient;
          w[f] -= (rate * gradient) / Math.sqrt(squares[f]);
        }
      }
    }
    return score;
  }
}
