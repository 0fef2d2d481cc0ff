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

/** Near the share from which most corpora give a finding, so that little is left to the straight line. */
const imagined = 0.06;
/**
 * Shares that are tried; the first and the last are stated whatever their chance. Beyond twice what is imagined the line does not
 * hold: of 15 wrong labels in 100 on sst2 the rate is no longer told, as what is learned from them is too unsure.
 */
const shares = Array.from({ length: 41 }, (_, i) => 0.02 + 0.0025 * i);
const most = 2 * imagined;
/** One imagined corpus says no more than this. */
const surest = 0.95;

export function powerOf(e: Estimate, { label, names, sure, share }: Labelled, seed: number): Power[] {
  if (!e.cheap) return [];
  const classes = names.length;
  const next = random(seed + 7);
  let many = 0;
  const exchanged = label.map((y, i) => {
    const wrong = next() < imagined && !sure[i];
    if (wrong) many++;
    return wrong ? (y + 1 + Math.floor(next() * (classes - 1))) % classes : y;
  });
  const { machine } = heldOut(e.x, exchanged, classes, sure, seed, 1);
  const worse = noisySoftmax(machine, exchanged, classes, sure);
  const chances = shares.map((s) => {
    const part = (s * label.length) / Math.max(1, many);
    const rate = e.rate + part * (worse.rate - e.rate);
    const error = Math.max(1e-6, e.error + part * (worse.error - e.error));
    // What is imagined once is as uncertain as what would be estimated.
    const spread = error * Math.hypot(1, Math.min(1, part));
    return Math.min(surest, normalTail((mediumRate + deviations * error - rate) / spread));
  });
  const points = trusted(chances).map((i) => ({
    rows: Math.round((shares[i] * label.length) / share),
    chance: Number(chances[i].toFixed(3)),
  }));
  const planted = `labels exchanged at random in up to ${100 * most} of 100 rows`;
  return [{ threat: 'availability', planted, severity: 'medium', points }];
}

/**
 * The chance goes from none to all within a few hundredths, and where exactly, one imagined corpus does not tell: stated are the
 * last share that is surely not found, the first that surely is, and what lies beyond.
 */
function trusted(chances: readonly number[]): number[] {
  const none = chances.findLastIndex((chance) => chance <= 1 - surest);
  const all = chances.findIndex((chance, i) => i > none && chance >= surest);
  const last = shares.length - 1;
  return [...new Set([0, none, all, last])].filter((i) => i >= 0).sort((a, b) => a - b);
}
