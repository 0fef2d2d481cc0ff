// Scores of the classes for each row, by what rows with other texts teach: linear machines that did not see the row, and
// beside them the vote of its nearest rows.
import { mix32 } from '../../math/hash.ts';
import { crossFitSvm, type CrossFit } from '../../math/linear-svm.ts';
import { nearestRows } from '../../math/nearest-rows.ts';
import type { Weighted } from '../../math/weighted.ts';

export interface Scores {
  /** Machines and vote together, row * classes + class; and the machines alone. */
  readonly scores: Float32Array;
  readonly machine: Float32Array;
  /** What a column of value 1 adds to the score of a row for a class. */
  weight(row: number, k: number, column: number): number;
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
/** `times`: how often rows are dealt to folds; the mean of two scores is better than one. */
export function heldOut(
  x: Weighted,
  label: Int32Array,
  classes: number,
  sure: Uint8Array,
  seed: number,
  times: number,
): Scores {
  const costs = Float64Array.from(sure, (s) => (s ? trustedWeight : 1) * cost);
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
  return { scores, machine, weight };
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
