// The chance of each outcome for each row, by learners that did not see the row. How strongly they are held back is chosen by what it costs: as
// strongly as leaves the log loss within 2.5 % of the best, because what few rows teach is then learned late and stays visible.
import type { Weighted } from '../../math/weighted.ts';
import { rowCount } from '../../math/matrix.ts';
import type { Ragged } from '../../math/ragged.ts';
import { outOfFold, stratifiedFolds } from '../cross-validation.ts';
import { calibrate } from './calibrate.ts';
import { machine } from './models.ts';
import type { PhraseRows } from './phrase-rows.ts';
import type { Step } from '../../math/step.ts';

export interface ChancesTask {
  readonly x: Weighted;
  /** row * outputs + k. */
  readonly has: Uint8Array;
  readonly outputs: number;
  /** Whether a row has at most one of them. */
  readonly exclusive: boolean;
  readonly phrases: PhraseRows;
  readonly folds: number;
  readonly seed: number;
}

export interface Chances {
  /** row * outputs + k. */
  readonly p: Float64Array;
  /** Price of an error at which the learners learned. */
  readonly cost: number;
  /** Log loss of a row, by each cost. */
  readonly losses: readonly { readonly cost: number; readonly loss: number }[];
}

const costs = [0.3, 1, 3];
/** On sst2 and trec this mostly takes 1. At 6 % sst2 took 0.3, and 3 of 49 clean subsamples alarmed; at 0.3 on trec 1 to 2 of 2 did. */
const dearer = 1.025;
/** Phrases of more rows than this are reckoned with where chances are made of scores; see calibrate.ts. */
const commonShare = 0.02;

export async function chancesOutOfFold(task: ChancesTask, step: Step): Promise<Chances> {
  const { x, has, outputs, exclusive } = task;
  const n = rowCount(x);
  const none: Ragged = { starts: new Int32Array(n + 1), items: new Int32Array(0) };
  const losses: { cost: number; loss: number }[] = [];
  const found: Float64Array[] = [];
  for (const [at, cost] of costs.entries()) {
    const scores = await scoresAt(task, cost, (what, share) => step(what, (at + share) / costs.length));
    found.push(scores);
    losses.push({ cost, loss: lossOf(chances(scores, none, 0), has, outputs) });
  }
  const best = Math.min(...losses.map(({ loss }) => loss));
  const chosen = losses.findIndex(({ loss }) => loss <= best * dearer);
  await step('making chances of scores', 0.99);
  const { common, commons } = commonPhrases(task.phrases, n);
  return { p: chances(found[chosen], common, commons), cost: costs[chosen], losses };

  function chances(scores: Float64Array, list: Ragged, count: number): Float64Array {
    if (exclusive) return calibrate({ scores, has, outputs, common: list, commons: count });
    const p = new Float64Array(n * outputs);
    for (let k = 0; k < outputs; k++) {
      const own = {
        scores: Float64Array.from({ length: n }, (_, i) => scores[i * outputs + k]),
        has: Uint8Array.from({ length: n }, (_, i) => has[i * outputs + k]),
      };
      calibrate({ ...own, outputs: 1, common: list, commons: count }).forEach(
        (each, i) => (p[i * outputs + k] = each),
      );
    }
    return p;
  }
}

async function scoresAt(task: ChancesTask, cost: number, step: Step): Promise<Float64Array> {
  const { x, has, outputs, exclusive, folds, seed } = task;
  const n = rowCount(x);
  const scores = new Float64Array(n * outputs);
  const classes = Int32Array.from({ length: n }, (_, i) => {
    for (let k = 0; k < outputs; k++) if (has[i * outputs + k] === 1) return k + 1;
    return 0;
  });
  const together = exclusive ? stratifiedFolds(classes, folds, seed) : undefined;
  for (let k = 0; k < outputs; k++) {
    await step('learning without each fold', k / outputs);
    const y = Float64Array.from({ length: n }, (_, i) => has[i * outputs + k]);
    // Where an outcome is rare the folds must share it evenly, or one has none to learn from.
    const fold = together ?? stratifiedFolds(y, folds, seed);
    const own = await outOfFold(x, y, fold, (part) => machine(part, cost, seed));
    for (let i = 0; i < n; i++) scores[i * outputs + k] = own.scores[i];
  }
  return scores;
}

/** Of a row, whatever it has. */
function lossOf(p: Float64Array, has: Uint8Array, outputs: number): number {
  let loss = 0;
  for (let o = 0; o < p.length; o += outputs) {
    let none = 1;
    let own = -1;
    for (let k = 0; k < outputs; k++) {
      none -= p[o + k];
      if (has[o + k] === 1) own = p[o + k];
    }
    loss -= Math.log(Math.max(1e-12, own < 0 ? none : own));
  }
  return loss / (p.length / outputs);
}

function commonPhrases({ rows, ofRow, phrases }: PhraseRows, n: number) {
  const number = new Int32Array(phrases).fill(-1);
  let commons = 0;
  for (let j = 0; j < phrases; j++)
    if (rows.starts[j + 1] - rows.starts[j] > commonShare * n) number[j] = commons++;
  const starts = new Int32Array(n + 1);
  const items = new Int32Array(ofRow.items.length);
  let end = 0;
  for (let i = 0; i < n; i++) {
    for (let q = ofRow.starts[i]; q < ofRow.starts[i + 1]; q++)
      if (number[ofRow.items[q]] >= 0) items[end++] = number[ofRow.items[q]];
    starts[i + 1] = end;
  }
  return { common: { starts, items: items.slice(0, end) }, commons };
}
