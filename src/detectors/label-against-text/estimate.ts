// How likely the label of each row is wrong, by what rows with other texts teach: cross-fitted linear machines, whose
// scores are made chances together with the rate of wrong labels (confident learning, Northcutt et al. 2021).
import { mix32 } from '../../math/hash.ts';
import { crossFitSvm, type CrossFit } from '../../math/linear-svm.ts';
import { nearestRows } from '../../math/nearest-rows.ts';
import { noisySoftmax, type NoisySoftmax } from '../../math/noisy-softmax.ts';
import type { Weighted } from '../../math/weighted.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { features } from './features.ts';
import type { Labelled } from './labelled.ts';

export interface Estimate extends NoisySoftmax {
  readonly x: Weighted;
  /** Held-out scores of the machines and the vote of the nearest rows, row * classes + class; and of the machines alone. */
  readonly scores: Float32Array;
  readonly machine: Float32Array;
  /** What a column adds to the held-out score of a row for a class. */
  weight(row: number, k: number, column: number): number;
  /** Chance that a row of a class has a higher score for it than a row of another, mean over classes by their rows. */
  readonly auc: number;
}

const folds = 5;
/** The vote of the nearest rows: how many, and the commonest column by which they are near, as a share of the rows. */
const neighbours = 30;
const commonest = 0.05;
/** Weight of the logarithm of the vote beside the machines' score; between 0.06 and 0.15 nothing changes. */
const voteWeight = 0.1;
/** Share of the vote that is given to all classes by their size. */
const belief = 0.05;
/** Best held-out AUROC of flipped rows on sst2 and trec among 0.1, 0.3, 1 and 3. */
const cost = 1;
/** A row that is vouched for counts as much as this many others. */
const trustedWeight = 4;
/** Numbers times classes below which rows are dealt to folds twice: the mean of two scores is the better one. */
const cheap = 2e6;

export function estimate(all: CompactRows, judged: Labelled, seed: number): Estimate {
  const { label, names, sure } = judged;
  const classes = names.length;
  const x = features(all, judged.rows, seed);
  const costs = Float64Array.from(sure, (s) => (s ? trustedWeight : 1) * cost);
  const times = x.items.length * (classes === 2 ? 1 : classes) < cheap ? 2 : 1;
  const scores = new Float32Array(label.length * classes);
  const fits: CrossFit[] = [];
  for (let time = 0; time < times; time++) {
    const fold = Uint8Array.from(label, (_, i) => (time === 0 ? i : mix32(i + time)) % folds);
    const fit = crossFitSvm(x, label, classes, fold, folds, costs, seed + time);
    fits.push(fit);
    for (let i = 0; i < scores.length; i++) scores[i] += fit.scores[i] / times;
  }
  const machine = scores.slice();
  addVotes(scores, x, label, classes);
  const weight = (row: number, k: number, column: number): number => {
    let sum = 0;
    for (const { fold, machines } of fits) {
      const own = machines[fold[row] * classes + (classes === 2 ? 1 : k)].weights[column];
      sum += (classes === 2 && k === 0 ? -own : own) / times;
    }
    return sum;
  };
  return {
    x,
    scores,
    machine,
    weight,
    auc: toldApart(scores, label, classes),
    ...noisySoftmax(scores, label, classes, sure),
  };
}

/** Adds what the labels of the nearest rows say, the row's own left out. */
function addVotes(scores: Float32Array, x: Weighted, label: Int32Array, classes: number): void {
  const n = label.length;
  const near = nearestRows(x, neighbours, Math.max(100, commonest * n));
  const prior = new Float64Array(classes);
  for (const y of label) prior[y] += 1 / n;
  const vote = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    vote.fill(0);
    let all = 1e-9;
    for (let r = i * neighbours; r < (i + 1) * neighbours && near.rows[r] >= 0; r++) {
      vote[label[near.rows[r]]] += near.cosine[r];
      all += near.cosine[r];
    }
    for (let k = 0; k < classes; k++)
      scores[i * classes + k] += voteWeight * Math.log((vote[k] / all + belief * prior[k]) / (1 + belief));
  }
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
