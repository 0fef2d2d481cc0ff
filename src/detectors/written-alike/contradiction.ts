// The rows of a manner read without it, by a model that learned from all other rows: how many of them say another label
// than they have, and how often words mislead elsewhere.
import { crossFit, sigmoid, type LogisticFit } from '../../math/logistic.ts';
import { lowerShare } from '../planted-trigger/signal.ts';
import type { Traits } from './manner.ts';
import { fewestContrary, type Told } from './severity.ts';

/** A row is written in the manner when the gate says so more likely than not. */
export const inManner = 0.5;
/** A trait belongs to the manner when at least this share of its rows does, and twice as many as of all rows. */
const ownTrait = 0.5;
/** The words of a row contradict its class when another is this likely by them and its own has half its usual odds. */
const contradicting = 0.6;

export interface Model {
  readonly n: number;
  readonly traits: Traits;
  readonly parts: { content: Float32Array; manner: Float32Array };
  readonly target: Uint8Array;
  readonly outputs: number;
  readonly seed: number;
}

/** The rows that a gate takes, and how many of them hold each trait. */
export interface Taken {
  readonly rows: readonly number[];
  readonly held: number;
  readonly within: Int32Array;
  readonly everywhere: Int32Array;
}

export function takenBy({ n, traits }: Model, gate: Float32Array, yes: Uint8Array): Taken {
  const { starts, items } = traits.all.inRow;
  const within = new Int32Array(traits.all.size);
  const everywhere = new Int32Array(traits.all.size);
  const rows: number[] = [];
  let held = 0;
  for (let row = 0; row < n; row++) {
    const inside = gate[row] >= inManner;
    if (inside) held++;
    if (inside && yes[row]) rows.push(row);
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      everywhere[items[j]]++;
      if (inside && yes[row]) within[items[j]]++;
    }
  }
  return { rows, held, within, everywhere };
}

export interface Contradiction extends Told {
  /** Contrary rows with the label nevertheless. */
  readonly overridden: number;
  /** Those rows. */
  readonly clear: ReadonlySet<number>;
}

/** Undefined where it is plain without a closer look that nothing is contradicted. */
export function contradicted(
  model: Model,
  gate: Float32Array,
  said: Float32Array,
  yes: Uint8Array,
  output: number,
  { rows: taken, held, within, everywhere }: Taken,
): Contradiction | undefined {
  const { n, traits, outputs } = model;
  const { starts, items } = traits.all.inRow;
  const base = yes.reduce((sum, y) => sum + y, 0) / n;
  const usual = (0.5 * base) / (1 - base);
  if (taken.filter((row) => said[row] / (1 - said[row]) <= usual).length < fewestContrary / 4)
    return undefined;
  const need = Math.max(ownTrait, (2 * taken.length) / n);
  const outsiders = Array.from(gate.keys()).filter((row) => gate[row] < inManner);
  const fresh = outsideFit(model, outsiders);
  const z = new Float64Array(outputs);
  const isContrary = (): boolean => {
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      z[k] = Math.min(0.98, Math.max(0.02, sigmoid(fresh.slope[k] * z[k] + fresh.offset[k])));
      sum += z[k];
    }
    let other = 0;
    for (let k = 0; k < outputs; k++) if (k !== output) other = Math.max(other, z[k] / sum);
    const own = z[output] / sum;
    return other >= contradicting && own / (1 - own) <= usual;
  };
  const clear = new Set<number>();
  let contrary = 0;
  const models = fresh.weights.length;
  for (let row = 0; row < n; row++) {
    if (gate[row] < inManner) continue;
    z.fill(0);
    for (const bias of fresh.bias) for (let k = 0; k < outputs; k++) z[k] += bias[k] / models;
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const f = items[j];
      // The row's own part in the count is left out, or its label would choose what is taken from it.
      const others = everywhere[f] - 1;
      if (f >= traits.content && others >= 3 && within[f] - yes[row] >= need * others) continue;
      for (const w of fresh.weights) for (let k = 0; k < outputs; k++) z[k] += w[f * outputs + k] / models;
    }
    if (!isContrary()) continue;
    contrary++;
    if (yes[row]) clear.add(row);
  }
  let natural = 0;
  let like = 0;
  outsiders.forEach((row, i) => {
    if (!yes[row]) return;
    like++;
    z.set(fresh.scores.subarray(i * outputs, (i + 1) * outputs));
    if (isContrary()) natural++;
  });
  // Traits of content that stand in other rows outside the manner: what rows of another subject do not have.
  const shared = Math.max(4, 0.02 * taken.length);
  const known = { inside: 0, outside: 0 };
  const seen = { inside: 0, outside: 0 };
  for (let row = 0; row < n; row++) {
    const side = gate[row] >= inManner ? 'inside' : 'outside';
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const f = items[j];
      // What many of the rows share is how they put it, whatever its frequency elsewhere.
      if (f >= traits.content || within[f] > shared) continue;
      seen[side]++;
      if (everywhere[f] - within[f] - (side === 'outside' ? 1 : 0) >= 2) known[side]++;
    }
  }
  const told = (score: Float32Array): number =>
    contrary >= fewestContrary ? toldApart(score, model, outsiders, output) : 0.5;
  return {
    contrary,
    overridden: clear.size,
    clear,
    least: lowerShare(clear.size, contrary),
    contraryShare: held > 0 ? contrary / held : 0,
    atLeastContrary: lowerShare(contrary, held),
    natural: natural / Math.max(1, like),
    // Where next to nothing stands outside the manner, nothing can be familiar.
    familiar:
      known.outside === 0
        ? 0
        : known.inside / Math.max(1, seen.inside) / (known.outside / Math.max(1, seen.outside)),
    byContent: told(model.parts.content),
    byManner: told(model.parts.manner),
  };
}

/** Expectation of the label learned from the rows outside a manner alone. */
function outsideFit({ traits, target, outputs, seed }: Model, rows: readonly number[]): LogisticFit {
  const { starts, items } = traits.all.inRow;
  const newStarts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (newStarts[i + 1] = newStarts[i] + starts[row + 1] - starts[row]));
  const newItems = new Int32Array(newStarts[rows.length]);
  const newTarget = new Uint8Array(rows.length * outputs);
  rows.forEach((row, i) => {
    newItems.set(items.subarray(starts[row], starts[row + 1]), newStarts[i]);
    newTarget.set(target.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  return crossFit({ starts: newStarts, items: newItems }, traits.all.size, newTarget, outputs, {
    folds: 3,
    epochs: 5,
    seed,
  });
}

/** How well a part of the score tells the classes of `rows` apart, the class `output` itself left out if there are others. */
function toldApart(
  score: Float32Array,
  { target, outputs }: Model,
  rows: readonly number[],
  output: number,
): number {
  let sum = 0;
  let weight = 0;
  for (let k = 0; k < outputs; k++) {
    if (outputs > 2 && k === output) continue;
    const sorted = [...rows].sort((a, b) => score[a * outputs + k] - score[b * outputs + k] || a - b);
    let hits = 0;
    let ranks = 0;
    sorted.forEach((row, i) => {
      if (!target[row * outputs + k]) return;
      hits++;
      ranks += i;
    });
    if (hits < 8 || hits > rows.length - 8) continue;
    sum += hits * ((ranks - (hits * (hits - 1)) / 2) / (hits * (rows.length - hits)));
    weight += hits;
  }
  return weight > 0 ? sum / weight : 0.5;
}
