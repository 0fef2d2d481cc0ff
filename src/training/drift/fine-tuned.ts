// All rows first, then the trusted ones: weights learned from all are what the trusted rows pull away from. What of a phrase's hold is left
// then is what cleaning the model by further training would leave.
import { takeRows } from '../../math/matrix.ts';
import type { Linear } from '../learned.ts';
import { logistic } from '../logistic.ts';
import { constant, type ModelTask } from './models.ts';

export interface FineTuned {
  readonly before: readonly Linear[];
  readonly after: readonly Linear[];
}

const options = { cost: 10, tolerance: 1e-3 } as const;

export function fineTuned({ x, has, outputs }: ModelTask, all: Int32Array, trusted: Int32Array): FineTuned {
  const before: Linear[] = [];
  const after: Linear[] = [];
  const [whole, part] = [takeRows(x, all), takeRows(x, trusted)];
  const answers = (rows: Int32Array, k: number) => Float64Array.from(rows, (i) => has[i * outputs + k]);
  for (let k = 0; k < outputs; k++) {
    const [y, own] = [answers(all, k), answers(trusted, k)];
    const one = both(y) ? logistic({ x: whole, y }, options) : constant(x.size, y[0] === 1 ? 1 : -1);
    before.push(one);
    // Trusted rows of one outcome alone teach nothing about what leads to it.
    after.push(
      both(own) ? logistic({ x: part, y: own }, { ...options, anchor: one.weights, start: one }) : one,
    );
  }
  return { before, after };
}

const both = (y: Float64Array): boolean => y.includes(0) && y.includes(1);
