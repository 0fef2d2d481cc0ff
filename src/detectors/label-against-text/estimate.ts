// How likely the label of each row is wrong: held-out scores are made chances together with the rate of wrong labels, by
// which label and text are weighed against one another (confident learning, Northcutt et al. 2021).
import { noisySoftmax, type NoisySoftmax } from '../../math/noisy-softmax.ts';
import type { Weighted } from '../../math/weighted.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { features } from './features.ts';
import type { Labelled } from './labelled.ts';
import { heldOut, type Scores } from './scores.ts';

/** Rate, table and pairs, scale and offset by the machines alone; `chance` and `wrong` of each row by the vote as well. */
export interface Estimate extends NoisySoftmax, Scores {
  readonly x: Weighted;
  /** Whether learning once more costs little. */
  readonly cheap: boolean;
  /** Chance that a row of a class has a higher score for it than a row of another, mean over classes by their rows. */
  readonly auc: number;
}

/** Numbers times machines, of 0.2 microseconds each: what is below costs half a second. */
const cheapWork = 2e6;

export function estimate(all: CompactRows, { rows, label, names, sure }: Labelled, seed: number): Estimate {
  const classes = names.length;
  const x = features(all, rows, seed);
  const cheap = x.items.length * (classes === 2 ? 1 : classes) < cheapWork;
  const held = heldOut(x, label, classes, sure, seed, cheap ? 2 : 1);
  const auc = toldApart(held.scores, label, classes);
  // The nearest rows know how a class is mislabelled, and would hide it: what is wrong in all is told by the machines.
  const alone = noisySoftmax(held.machine, label, classes, sure);
  const { chance, wrong } = noisySoftmax(held.scores, label, classes, sure, alone);
  return { x, cheap, auc, ...held, ...alone, chance, wrong };
}

function toldApart(scores: Float32Array, label: Int32Array, classes: number): number {
  const n = label.length;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const own = Float64Array.from({ length: n }, (_, i) => scores[i * classes + k]);
    const order = Array.from(label.keys()).sort((a, b) => own[a] - own[b] || a - b);
    let ranks = 0;
    let rows = 0;
    order.forEach((i, rank) => {
      if (label[i] !== k) return;
      ranks += rank + 1;
      rows++;
    });
    if (rows > 0 && rows < n) sum += (rows / n) * ((ranks - (rows * (rows + 1)) / 2) / (rows * (n - rows)));
  }
  return sum;
}
