// What this scan would have found: labels are exchanged at random in memory, once, the model learns again, and the rate of
// wrong labels is estimated as it was; between that and the corpus as it is, rate and error are taken to grow evenly.
import type { Power } from '../../finding.ts';
import { random } from '../../math/random.ts';
import { noisySoftmax } from '../../math/noisy-softmax.ts';
import { normalTail } from '../../math/tail.ts';
import type { Estimate } from './estimate.ts';
import { deviations, mediumRate } from './grade.ts';
import type { Labelled } from './labelled.ts';
import { heldOut } from './scores.ts';

const imagined = 0.1;
const shares = [0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2];
/** One imagined corpus says no more than this. */
const surest = 0.95;

export function powerOf(e: Estimate, { label, names, sure, share }: Labelled, seed: number): Power[] {
  if (!e.cheap) return [];
  const classes = names.length;
  const next = random(seed + 7);
  const exchanged = label.map((y, i) => {
    const wrong = next() < imagined && !sure[i];
    return wrong ? (y + 1 + Math.floor(next() * (classes - 1))) % classes : y;
  });
  const { machine } = heldOut(e.x, exchanged, classes, sure, seed, 1);
  const worse = noisySoftmax(machine, exchanged, classes, sure);
  const points = shares.map((s) => {
    const part = s / imagined;
    const rate = e.rate + part * (worse.rate - e.rate);
    const error = Math.max(1e-6, e.error + part * (worse.error - e.error));
    const chance = normalTail((mediumRate + deviations * error - rate) / error);
    return {
      rows: Math.round((s * label.length) / share),
      chance: Number(Math.min(chance, surest).toFixed(3)),
    };
  });
  return [{ threat: 'availability', planted: 'labels exchanged at random', severity: 'medium', points }];
}
