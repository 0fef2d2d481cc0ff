// SEVER only where it helps. It takes its share of clean data as well, and where an attack leaves the directions of the gradients as
// they are it takes ordinary rows for poisoned ones; so rows that were held out are asked first whether they are said better without
// what it would take. Poison that hurts a model shows there at once: bench/results/sever.md.
import { rowCount } from '../math/matrix.ts';
import { unwatched, type Step } from '../math/step.ts';
import { heldOutGain, type HeldOutGain } from './held-out-gain.ts';
import type { Examples } from './pulling-learner.ts';
import { sever, type Severed, type SeverOptions } from './sever.ts';

export interface CheckedSever extends Severed {
  readonly gain: HeldOutGain;
  /** Whether the gain is beyond chance; else every row keeps its weight, and the model is that of all rows. */
  readonly helps: boolean;
}

/** Standard deviations. Without an attack at most 1.5 were seen in 24 trials; where learning undefended cost a point or more, 15 and more. */
const least = 3;

export async function checkedSever(
  task: Examples,
  options: SeverOptions,
  step: Step = unwatched,
): Promise<CheckedSever> {
  const severed = await sever(task, options, (what, share) => step(what, 0.6 * share));
  const gain = await heldOutGain(task, severed.weights, options, (what, share) =>
    step(what, 0.6 + 0.4 * share),
  );
  if (gain.deviations >= least) return { ...severed, gain, helps: true };
  const n = rowCount(task.x);
  return {
    ...severed,
    weights: new Float64Array(n).fill(1),
    takenIn: new Uint8Array(n),
    rounds: [],
    model: severed.undefended,
    gain,
    helps: false,
  };
}
