// What leaving out each row would change in given behaviours, for all rows from one solved system (Koh & Liang 2017). First
// order: rows that hold much of the model by themselves do more than it says, and leverage makes that good.
import { innerProduct } from '../../math/conjugate-gradients.ts';
import { rowCount } from '../../math/matrix.ts';
import { manyTimes } from '../../training/softmax.ts';
import { chancesAt, pulled, residuals, solver, type Fitted } from './fitted.ts';
import { leverages, roughLeverages } from './leverage.ts';
import { checkBehaviours, slopesOf, type Behaviours, type Measure } from './measured.ts';

export interface Influence {
  /** Change of the mean of the measure over the behaviours if the row alone were left out, to first order. */
  readonly changes: Float64Array;
  /** Residual of the system, 0 where it was solved. */
  readonly residual: number;
}

export function influence(model: Fitted, behaviours: Behaviours, measure: Measure = 'loss'): Influence {
  checkBehaviours(model, behaviours);
  const count = rowCount(behaviours.x);
  const slopes = slopesOf(model, model.at, behaviours, measure).map((slope) => slope / count);
  return influenceOn(model, pulled(model, behaviours.x, slopes));
}

/** The same for any function of the model that grows by `q` times a small change of it. */
export function influenceOn(model: Fitted, q: Float64Array): Influence {
  const p = chancesAt(model, model.at);
  const { solution, residual } = solver(model, p, model.price)(q);
  const { outputs } = model;
  const own = residuals(model, p);
  const moved = new Float64Array(own.length);
  manyTimes(model.joined.x, solution, outputs, moved);
  const changes = Float64Array.from(model.price, (price, i) => {
    let sum = 0;
    for (let o = i * outputs; o < (i + 1) * outputs; o++) sum += own[o] * moved[o];
    return price * sum;
  });
  return { changes, residual };
}

export interface Correction {
  /** Systems solved to know the leverage of every row to about sqrt(2 / probes). */
  readonly probes?: number;
  /** Rows of the largest changes, up or down, whose leverage is found exactly, by a system each. */
  readonly exact?: number;
  readonly seed?: number;
}

/** Two classes: changes as if the model had been learned anew without the row in one Newton step (approximate leave-one-out: Beirami et al. 2017). */
export function corrected(model: Fitted, changes: Float64Array, correction: Correction = {}): Float64Array {
  const { probes = 32, exact = 200, seed = 1 } = correction;
  const rough = roughLeverages(model, probes, seed);
  const found = changes.map((change, i) => change / (1 - rough[i]));
  const top = Int32Array.from(found.keys())
    .sort((a, b) => Math.abs(found[b]) - Math.abs(found[a]) || a - b)
    .slice(0, exact);
  leverages(model, top).forEach((leverage, at) => (found[top[at]] = changes[top[at]] / (1 - leverage)));
  return found;
}

/** How much each row holds up a function of the model that grows by `q`: what leaving it out takes away. */
export const holdsUp = (model: Fitted, q: Float64Array): Float64Array =>
  innerProduct(q, q) === 0
    ? new Float64Array(model.price.length)
    : influenceOn(model, q).changes.map((change) => -change);
