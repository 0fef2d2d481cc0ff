// What of a behaviour is watched: how well the model gives the observed label to the test rows. As loss, as log-odds (the
// margin, which every row moves by an amount that does not fade where the model is sure) or as chance.
import { UsageError } from '../../errors.ts';
import { rowCount, type Matrix } from '../../math/matrix.ts';
import { checkedWeights } from '../../training/examples.ts';
import { outputsOf, toChances, type Fitted } from './fitted.ts';

/** Loss in nats; margin: ln of the odds of the observed label, in nats; chance of it. */
export type Measure = 'loss' | 'margin' | 'chance';

export interface Behaviours {
  /** Test rows in the columns of the training rows. */
  readonly x: Matrix;
  /** Label that was observed for each, 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
}

/** Throws `UsageError` where the model knows no such row or label. */
export function checkBehaviours({ task }: Fitted, { x, y }: Behaviours): void {
  if (rowCount(x) === 0)
    throw new UsageError('nothing-to-scan', 'there is no behaviour to explain', 'Give at least one.');
  if (x.size !== task.x.size)
    throw new UsageError(
      'bad-option',
      `the behaviours have ${x.size} features and the rows ${task.x.size}`,
      'Give both the same features.',
    );
  checkedWeights(x, y);
  for (let t = 0; t < y.length; t++)
    if (!(Number.isInteger(y[t]) && y[t] >= 0 && y[t] < task.classes))
      throw new UsageError(
        'bad-option',
        `the label of behaviour ${t} is ${y[t]}`,
        `Number the classes from 0 to ${task.classes - 1}.`,
      );
}

/** The measure of each behaviour with the model at `at`. */
export function valuesOf(
  model: Fitted,
  at: Float64Array,
  { x, y }: Behaviours,
  measure: Measure,
): Float64Array {
  const { outputs } = model;
  const z = outputsOf(model, at, x);
  return Float64Array.from({ length: rowCount(x) }, (_, t) => {
    const odds = oddsOf(z, t, y[t], outputs);
    if (measure === 'margin') return odds;
    return measure === 'loss' ? softplus(-odds) : 1 / (1 + Math.exp(-odds));
  });
}

/** How fast the measure of each behaviour grows with its outputs: row * outputs + k. */
export function slopesOf(
  model: Fitted,
  at: Float64Array,
  { x, y }: Behaviours,
  measure: Measure,
): Float64Array {
  const { outputs } = model;
  const z = outputsOf(model, at, x);
  const odds = Float64Array.from({ length: rowCount(x) }, (_, t) => oddsOf(z, t, y[t], outputs));
  const p = toChances(z.slice(), outputs);
  return z.map((_, o) => {
    const t = Math.floor(o / outputs);
    const chance = 1 / (1 + Math.exp(-odds[t]));
    const others = 1 / (1 + Math.exp(odds[t]));
    const scale = measure === 'margin' ? 1 : measure === 'loss' ? -others : chance * others;
    if (outputs === 1) return y[t] === 1 ? scale : -scale;
    const k = o % outputs;
    // Of what the other classes have, each has its share.
    return k === y[t] ? scale : others > 0 ? (-scale * p[o]) / others : -scale / (outputs - 1);
  });
}

/** ln(1 + e^z) without overflow. */
const softplus = (z: number): number => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));

/** ln of the odds of class y against all others. */
function oddsOf(z: Float64Array, t: number, y: number, outputs: number): number {
  if (outputs === 1) return y === 1 ? z[t] : -z[t];
  const o = t * outputs;
  let top = -Infinity;
  for (let k = 0; k < outputs; k++) if (k !== y && z[o + k] > top) top = z[o + k];
  let sum = 0;
  for (let k = 0; k < outputs; k++) if (k !== y) sum += Math.exp(z[o + k] - top);
  return z[o + y] - top - Math.log(sum);
}
