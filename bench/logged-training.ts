// A small training whose losses are logged row by row, as any trainer would: softmax regression on hashed words and pairs of
// words, in small batches, every row once an epoch in an order of its own: by stochastic gradient descent, or with each weight's step
// divided by the running root mean square of its gradients as Adam does, of which rare words learn as fast as common ones.
import { hash32 } from '../src/math/hash.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { LogEntry } from '../src/training/watch/log-entry.ts';

export interface Labelled {
  readonly text: string;
  readonly label: string;
}

export interface TrainingOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  readonly batch: number;
  readonly adaptive?: boolean;
}

/** Of the running mean of squares, at each step that touches a weight. */
const decay = 0.99;

const buckets = 2 ** 18;

function columnsOf(text: string): Int32Array {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  const columns = new Set<number>();
  words.forEach((word, i) => {
    columns.add(hash32(word, 1) % buckets);
    if (i > 0) columns.add(hash32(`${words[i - 1]} ${word}`, 2) % buckets);
  });
  return Int32Array.from(columns);
}

/** Entries in the order of training; the row's number is its id. */
export function* loggedTraining(
  rows: readonly Labelled[],
  { seed, epochs, rate, batch, adaptive = false }: TrainingOptions,
): Generator<LogEntry> {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const classOf = Int32Array.from(rows, ({ label }) => labels.indexOf(label));
  const features = rows.map(({ text }) => columnsOf(text));
  const k = labels.length;
  const weights = new Float64Array((buckets + 1) * k);
  const squares = new Float64Array(adaptive ? weights.length : 0);
  const next = random(seed);
  const order = Array.from(rows, (_, i) => i);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, next);
    for (let from = 0; from < order.length; from += batch, step++) {
      const some = order.slice(from, from + batch);
      // Losses of a batch are those before the step, as trainers report them.
      const errors = some.map((row) => {
        const value = 1 / Math.sqrt(features[row].length + 1);
        const logits = Float64Array.from({ length: k }, (_, c) => weights[buckets * k + c]);
        for (const column of features[row])
          for (let c = 0; c < k; c++) logits[c] += value * weights[column * k + c];
        const own = classOf[row];
        const top = Math.max(...logits);
        const total = logits.reduce((sum, x) => sum + Math.exp(x - top), 0);
        const other = logits.reduce((most, x, c) => (c === own ? most : Math.max(most, x)), -Infinity);
        const error = logits.map((x, c) => Math.exp(x - top) / total - (c === own ? 1 : 0));
        const entry: LogEntry = {
          step,
          row: String(row),
          loss: Math.log(total) + top - logits[own],
          margin: logits[own] - other,
          gradientNorm: Math.hypot(...error) * Math.sqrt(2),
          epoch,
        };
        return { entry, row, error, value };
      });
      for (const { entry } of errors) yield entry;
      const gradient = new Map<number, number>();
      const add = (at: number, change: number): void =>
        void gradient.set(at, (gradient.get(at) ?? 0) + change);
      for (const { row, error, value } of errors)
        for (let c = 0; c < k; c++) {
          const change = error[c] / some.length;
          add(buckets * k + c, change);
          for (const column of features[row]) add(column * k + c, change * value);
        }
      for (const [at, change] of gradient) {
        if (adaptive) squares[at] = decay * squares[at] + (1 - decay) * change * change;
        weights[at] -= (rate * change) / (adaptive ? Math.sqrt(squares[at]) + 1e-6 : 1);
      }
    }
  }
}
