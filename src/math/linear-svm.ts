// Cross-fitted linear support vector machines with squared hinge loss: one output for each class against the others,
// each row scored by machines that did not see it.
import { dualDescent } from './dual-descent.ts';
import { squaredLengths } from './matrix.ts';
import { dot, type Weighted } from './weighted.ts';

export interface Svm {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Rounds over the rows; on text the stopping rule ends it after 5 to 15. */
const maxRounds = 40;
/** Spread of the projected gradients at which learning stops: with liblinear's own 0.1 held-out ranking is the same and takes a quarter longer. */
const tolerance = 0.4;

function svm(
  learn: ReturnType<typeof dualDescent>,
  positive: (row: number) => boolean,
  rows: Int32Array,
  seed: number,
): Svm {
  const sign = Int8Array.from(rows, (row) => (positive(row) ? 1 : -1));
  const descent = { margin: 'squared-hinge', tolerance, maxRounds, seed } as const;
  const { weights, bias } = learn(sign, descent);
  return { weights, bias };
}

export interface CrossFit {
  readonly outputs: number;
  /** Held-out score of each row and class, row * outputs + class. */
  readonly scores: Float32Array;
  /** machines[fold * outputs + class]. */
  readonly machines: readonly Svm[];
  readonly fold: Uint8Array;
}

/** `label`: class of each row; `cost`: the price of its error, 0 for one not learned from; `fold`: which of `folds` scores it. */
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
  const squares = squaredLengths(x);
  const scores = new Float32Array(n * outputs);
  const machines: Svm[] = [];
  const all = Int32Array.from({ length: n }, (_, i) => i);
  for (let held = 0; held < folds; held++) {
    const train = all.filter((i) => fold[i] !== held && cost[i] > 0);
    const own = all.filter((i) => fold[i] === held);
    const learn = dualDescent({ x, squares, rows: train, cost });
    for (let k = 0; k < outputs; k++) {
      if (outputs === 2 && k === 0) {
        machines.push({ weights: new Float64Array(0), bias: 0 });
        continue;
      }
      const machine = svm(learn, (row) => label[row] === k, train, seed + k);
      for (const i of own) scores[i * outputs + k] = dot(x, i, machine.weights) + machine.bias;
      machines.push(machine);
    }
    // Two classes are one question.
    if (outputs === 2) for (const i of own) scores[i * 2] = -scores[i * 2 + 1];
  }
  return { outputs, scores, machines, fold };
}
