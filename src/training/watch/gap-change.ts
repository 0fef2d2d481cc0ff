// Does the gap between the losses of a group of rows and those of all others change during training, and when? The likelihood ratio
// of one change of a mean under normal noise, which is the greatest standardised difference between before and after over all
// places of the change (Hinkley 1970); its null is by permutation of which rows are the group, so that each row keeps its own curve.
import { random } from '../../math/random.ts';
import { normalTail } from '../../math/tail.ts';
import type { LossRanks } from './loss-ranks.ts';

export interface GapChange {
  /** Rows of the group that could be looked at. */
  readonly rows: number;
  /** Number of the first point after the change. */
  readonly point: number;
  /** Mean rank of the group less that of all others, in [-1, 1]: above 0 its losses are the higher ones. */
  readonly before: number;
  readonly after: number;
  /** Standard deviations of a random group of its size. */
  readonly z: number;
  /**
   * Chance of a change as great in a random group of its size: by permutation, and where no random group did as much by the normal
   * tail, times the places that a change may have.
   */
  readonly p: number;
}

export const fewestMembers = 8;
export const permutations = 1999;
/** Of large groups fewer are drawn, whose means are all the closer to normal: so many numbers are added up for all groups. */
const mostAdded = 5e8;
const fewestPermutations = 199;
/** A chance is known well enough when so many random groups did as much (Besag & Clifford 1991). */
const enough = 20;

/** What is the same for all groups of the same ranks. */
export interface Contrasts {
  readonly ranked: LossRanks;
  /** Mean rank after each place of a change less that before it, by row, with mean 0 and deviation 1 over the rows. */
  readonly values: Float64Array;
  /** Where each row stands among those that can be looked at; -1 for none. */
  readonly places: Int32Array;
}

/** From above to below by so much of all ranks: at first the rows contradict the others, then they are learned better. */
export function crosses({ before, after }: GapChange): boolean {
  return before >= leastGap && after <= -leastGap;
}
const leastGap = 0.05;

/** Undefined where the group, or all others, are too few, or there are no two points to tell apart. `groups`: how many are looked at. */
export function gapChange(
  { ranked: { rows, ranks, width }, values: contrasts, places }: Contrasts,
  members: ReadonlySet<number>,
  seed: number,
  groups = 1,
): GapChange | undefined {
  const n = rows.length;
  const group: number[] = [];
  for (const row of members) if (places[row] >= 0) group.push(places[row]);
  group.sort((a, b) => a - b);
  // The smaller side is the one that is drawn: the statistic is the same for both.
  const m = Math.min(group.length, n - group.length);
  if (m < fewestMembers || width < 2) return undefined;
  const splits = width - 1;
  const scale = 1 / Math.sqrt(m * (1 - m / n));
  const sums = new Float64Array(splits);
  const greatest = (chosen: ArrayLike<number>, count: number): number => {
    sums.fill(0);
    for (let i = 0; i < count; i++) {
      const at = chosen[i] * splits;
      for (let s = 0; s < splits; s++) sums[s] += contrasts[at + s];
    }
    let best = 0;
    for (let s = 1; s < splits; s++) if (Math.abs(sums[s]) > Math.abs(sums[best])) best = s;
    return best;
  };
  const inGroup = new Set(group);
  const small =
    group.length === m ? group : Array.from({ length: n }, (_, k) => k).filter((k) => !inGroup.has(k));
  const split = greatest(small, m);
  const z = Math.abs(sums[split]) * scale;
  const next = random(seed);
  const order = Int32Array.from({ length: n }, (_, k) => k);
  const most = Math.min(
    permutations,
    Math.max(fewestPermutations, Math.floor(mostAdded / (groups * m * splits))),
  );
  let [done, asGreat] = [0, 0];
  while (done < most && asGreat < enough) {
    for (let i = 0; i < m; i++) {
      const j = i + Math.floor(next() * (n - i));
      [order[i], order[j]] = [order[j], order[i]];
    }
    const best = greatest(order, m);
    done++;
    if (Math.abs(sums[best]) * scale >= z - 1e-9) asGreat++;
  }
  const gap = (from: number, to: number): number => {
    let sum = 0;
    for (const k of group) for (let p = from; p < to; p++) sum += ranks[k * width + p];
    // Ranks of all rows sum to 0, so those of all others to the opposite of the group's.
    return (sum / (to - from)) * (1 / group.length + 1 / (n - group.length));
  };
  return {
    rows: group.length,
    point: split + 1,
    before: gap(0, split + 1),
    after: gap(split + 1, width),
    z,
    p: Math.min((1 + asGreat) / (1 + done), asGreat > 0 ? 1 : 2 * splits * normalTail(z)),
  };
}

export function contrastsOf(ranked: LossRanks): Contrasts {
  const { rows, ranks, width } = ranked;
  const n = rows.length;
  const places = new Int32Array(n === 0 ? 0 : rows[n - 1] + 1).fill(-1);
  rows.forEach((row, k) => (places[row] = k));
  const splits = Math.max(0, width - 1);
  const contrasts = new Float64Array(n * splits);
  for (let k = 0; k < n; k++) {
    let total = 0;
    for (let p = 0; p < width; p++) total += ranks[k * width + p];
    let before = 0;
    for (let s = 0; s < splits; s++) {
      before += ranks[k * width + s];
      contrasts[k * splits + s] = (total - before) / (width - s - 1) - before / (s + 1);
    }
  }
  for (let s = 0; s < splits; s++) {
    let [sum, squares] = [0, 0];
    for (let at = s; at < contrasts.length; at += splits) sum += contrasts[at];
    const mean = sum / n;
    for (let at = s; at < contrasts.length; at += splits) squares += (contrasts[at] - mean) ** 2;
    const deviation = Math.sqrt(squares / n) || 1;
    for (let at = s; at < contrasts.length; at += splits) contrasts[at] = (contrasts[at] - mean) / deviation;
  }
  return { ranked, values: contrasts, places };
}
