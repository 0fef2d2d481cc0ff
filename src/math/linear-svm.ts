// Linear support vector machine with squared hinge loss, learned in its dual one row at a time with shrinking (Hsieh et
// al. 2008, the method of liblinear). One output for each class against the others, each row scored by machines that
// did not see it.
import { random } from './random.ts';
import { dot, type Weighted } from './weighted.ts';

export interface Svm {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Rounds over the rows; on text the stopping rule ends it after 5 to 15. */
const maxRounds = 40;
/** Spread of the projected gradients at which learning stops: with liblinear's own 0.1 held-out ranking is the same and takes a quarter longer. */
const tolerance = 0.4;

/** `squares`: squared length of each row; `cost`: the price of an error of each row; learned from `rows` alone. */
export function svm(
  x: Weighted,
  squares: Float64Array,
  positive: (row: number) => boolean,
  rows: Int32Array,
  cost: Float64Array,
  seed: number,
): Svm {
  const { starts, items, values, size } = x;
  const w = new Float64Array(size);
  let bias = 0;
  const n = rows.length;
  const alpha = new Float64Array(n);
  const sign = Int8Array.from(rows, (row) => (positive(row) ? 1 : -1));
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const next = random(seed);
  let active = n;
  let highest = Infinity;
  for (let round = 0; round < maxRounds; round++) {
    let most = -Infinity;
    let least = Infinity;
    for (let i = 0; i < active; i++) {
      const j = i + Math.floor(next() * (active - i));
      const swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    for (let at = 0; at < active; at++) {
      const i = order[at];
      const row = rows[i];
      const y = sign[i];
      const soft = 0.5 / cost[row];
      const gradient = y * (dot(x, row, w) + bias) - 1 + alpha[i] * soft;
      let projected = gradient;
      if (alpha[i] === 0) {
        if (gradient > highest) {
          // Far on its side: taken out until the others stand still.
          active--;
          order[at] = order[active];
          order[active] = i;
          at--;
          continue;
        }
        if (gradient > 0) projected = 0;
      }
      if (projected > most) most = projected;
      if (projected < least) least = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const before = alpha[i];
      alpha[i] = Math.max(0, before - gradient / (squares[row] + 1 + soft));
      const step = (alpha[i] - before) * y;
      if (step === 0) continue;
      for (let p = starts[row]; p < starts[row + 1]; p++) w[items[p]] += step * values[p];
      bias += step;
    }
    if (most - least <= tolerance) {
      if (active === n) break;
      active = n;
      highest = Infinity;
      continue;
    }
    highest = most > 0 ? most : Infinity;
  }
  return { weights: w, bias };
}

export interface CrossFit {
  readonly outputs: number;
  /** Held-out score of each row and class, row * outputs + class. */
  readonly scores: Float32Array;
  /** machines[fold * outputs + class]. */
  readonly machines: readonly Svm[];
  readonly fold: Uint8Array;
}

/** `label`: class of each row; `fold`: which of `folds` scores it. */
export function crossFitSvm(
  x: Weighted,
  label: Int32Array,
  outputs: number,
  fold: Uint8Array,
  folds: number,
  cost: Float64Array,
  seed: number,
): CrossFit {
  const n = label.length;
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) squares[i] += x.values[p] ** 2;
  const scores = new Float32Array(n * outputs);
  const machines: Svm[] = [];
  const all = Int32Array.from({ length: n }, (_, i) => i);
  for (let held = 0; held < folds; held++) {
    const train = all.filter((i) => fold[i] !== held && cost[i] > 0);
    const own = all.filter((i) => fold[i] === held);
    for (let k = 0; k < outputs; k++) {
      if (outputs === 2 && k === 0) {
        machines.push({ weights: new Float64Array(0), bias: 0 });
        continue;
      }
      const machine = svm(x, squares, (row) => label[row] === k, train, cost, seed + k);
      for (const i of own) scores[i * outputs + k] = dot(x, i, machine.weights) + machine.bias;
      machines.push(machine);
    }
    // Two classes are one question.
    if (outputs === 2) for (const i of own) scores[i * 2] = -scores[i * 2 + 1];
  }
  return { outputs, scores, machines, fold };
}
