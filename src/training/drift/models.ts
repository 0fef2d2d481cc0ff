// A model of each outcome learned from some of the rows, and what it says of texts.
import { takeRows, type Matrix } from '../../math/matrix.ts';
import type { Weighted } from '../../math/weighted.ts';
import { featuresOf, type Vocabulary } from '../features.ts';
import { scoresOf, type Linear } from '../learned.ts';
import { supportVectorMachine } from '../support-vector-machine.ts';

export interface ModelTask {
  readonly x: Weighted;
  /** row * outputs + k. */
  readonly has: Uint8Array;
  readonly outputs: number;
  /** Whether a row has at most one of them. */
  readonly exclusive: boolean;
  readonly cost: number;
  readonly seed: number;
}

export function learn({ x, has, outputs, cost, seed }: ModelTask, rows: Int32Array): Linear[] {
  const part = takeRows(x, rows);
  return Array.from({ length: outputs }, (_, k) => {
    const y = Float64Array.from(rows, (i) => has[i * outputs + k]);
    return machine({ x: part, y }, cost, seed);
  });
}

/** An outcome that all of the rows have, or none, is always foretold so. */
export function machine(
  part: { readonly x: Matrix; readonly y: Float64Array },
  cost: number,
  seed: number,
): Linear {
  const some = part.y.reduce((sum, each) => sum + each, 0);
  if (some === 0 || some === part.y.length) return constant(part.x.size, some === 0 ? -1 : 1);
  return supportVectorMachine(part, { cost, seed });
}

export const constant = (size: number, bias: number): Linear => ({
  weights: new Float64Array(size),
  bias,
  converged: { rounds: 0, gap: 0, reached: true },
});

/** row * outputs + k: 1 where the model expects the outcome; of several classes that with the highest output. */
export function expects(
  models: readonly Linear[],
  texts: readonly string[],
  vocabulary: Vocabulary,
  exclusive: boolean,
): Uint8Array {
  const outputs = models.length;
  const x = featuresOf(texts, vocabulary);
  const scores = models.map((model) => scoresOf(model, x));
  const found = new Uint8Array(texts.length * outputs);
  for (let i = 0; i < texts.length; i++) {
    if (exclusive && outputs > 1) {
      let best = 0;
      for (let k = 1; k < outputs; k++) if (scores[k][i] > scores[best][i]) best = k;
      found[i * outputs + best] = 1;
    } else for (let k = 0; k < outputs; k++) found[i * outputs + k] = scores[k][i] > 0 ? 1 : 0;
  }
  return found;
}
