// Early isolation of low losses (Li et al. 2021, anti-backdoor learning): a trigger is learned before anything else, so the rows with
// the lowest loss after a fifth of the training are isolated, one in a hundred of them. The paper trains with local gradient
// ascent, sign(loss - 0.5) * loss, while it isolates; a log may come from any training, where the gap is smaller.
import { points, type Histories } from './row-histories.ts';
import { robustCut } from './robust-cut.ts';
import { rowsWhere, type Signal } from './signal.ts';

/** 20 epochs of 100 in the paper. */
const early = 0.2;
/** One row in a hundred, as in the paper. */
export const isolatedShare = 0.01;
/** Robust deviations of the logarithm of the loss below its median: beyond it a row is said to be learned too early. */
export const earlyDeviations = 4;

export interface Isolated extends Signal {
  /** Of the isolated rows, those beyond the cut. */
  readonly beyondCut: number;
}

/** Scores are -ln(loss + 10^-6), over the early times at which a row was seen, the first left out. */
export function earlyLowLoss(h: Histories): Isolated | undefined {
  const judged = rowsWhere(h.size, (row) => h.seen[row] >= 2 * h.stride && h.seen[row] >= 3);
  if (judged.length === 0) return undefined;
  const scores = Float64Array.from(judged, (row) => -Math.log(Math.max(0, earlyLoss(h, row)) + 1e-6));
  const order = Array.from(judged, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const isolated = order.slice(0, Math.max(1, Math.round(isolatedShare * judged.length)));
  const cut = robustCut(scores, 1, earlyDeviations)?.at ?? Infinity;
  return {
    suspects: isolated.map((i) => ({ row: judged[i], score: scores[i] })),
    cut,
    judged: judged.length,
    beyondCut: isolated.filter((i) => scores[i] > cut).length,
  };
}

function earlyLoss(h: Histories, row: number): number {
  const last = Math.min(points, Math.ceil(h.seen[row] / h.stride)) - 1;
  const until = Math.max(1, Math.round(early * (last + 1)));
  let sum = 0;
  for (let p = 1; p <= until; p++) sum += h.curves[row * points + p];
  return sum / until;
}
