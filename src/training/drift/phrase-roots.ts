// How far the outcomes of each phrase's rows are from their chances: for the outcomes there are, and for outcomes drawn with the chances.
import { likelihoodRoot } from './likelihood-root.ts';
import type { PhraseRows } from './phrase-rows.ts';

export interface Expected {
  readonly phrases: PhraseRows;
  readonly p: Float64Array;
  readonly outputs: number;
  /**
   * Whether fewer than expected counts too. Of several classes it does not: what one has too little, another has too much.
   */
  readonly bothSides: boolean;
  /** phrase * outputs + k. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Below, a deviation in units of its spread is taken as it is: nothing that counts is so near. */
const near = 2.2;
/** Above this variance a sum is as good as normal. */
const manyRows = 100;

export function expectedOf(
  phrases: PhraseRows,
  p: Float64Array,
  outputs: number,
  exclusive: boolean,
): Expected {
  const { starts, items } = phrases.ofRow;
  const mean = new Float64Array(phrases.phrases * outputs);
  const variance = new Float64Array(mean.length);
  for (let i = 0; i + 1 < starts.length; i++)
    for (let q = starts[i]; q < starts[i + 1]; q++)
      for (let k = 0, at = items[q] * outputs, o = i * outputs; k < outputs; k++, at++, o++) {
        mean[at] += p[o];
        variance[at] += p[o] * (1 - p[o]);
      }
  return { phrases, p, outputs, bothSides: outputs === 1 || !exclusive, mean, variance };
}

/** Adds up the outcomes of each phrase's rows. */
export function observedOf({ phrases, outputs }: Expected, has: Uint8Array, into: Float64Array): void {
  const { starts, items } = phrases.ofRow;
  into.fill(0);
  for (let i = 0; i + 1 < starts.length; i++)
    for (let k = 0; k < outputs; k++)
      if (has[i * outputs + k] === 1)
        for (let q = starts[i]; q < starts[i + 1]; q++) into[items[q] * outputs + k]++;
}

/** The signed root at phrase * outputs + k; 0 where it is on a side that does not count. */
export function rootAt(e: Expected, observed: Float64Array, at: number): number {
  const off = observed[at] - e.mean[at];
  if (off < 0 && !e.bothSides) return 0;
  const plain = off / Math.sqrt(Math.max(e.variance[at], 1e-300));
  if (Math.abs(plain) < near || e.variance[at] > manyRows) return plain;
  const j = Math.floor(at / e.outputs);
  const { starts, items } = e.phrases.rows;
  return likelihoodRoot(observed[at], e.p, items, starts[j], starts[j + 1], e.outputs, at % e.outputs);
}

/** The largest root, whatever its sign. */
export function largestRoot(e: Expected, observed: Float64Array): number {
  let top = 0;
  for (let at = 0; at < observed.length; at++) {
    const root = Math.abs(rootAt(e, observed, at));
    if (root > top) top = root;
  }
  return top;
}

/** Outcomes drawn with the chances. */
export function drawOutcomes(
  p: Float64Array,
  outputs: number,
  exclusive: boolean,
  next: () => number,
  into: Uint8Array,
): void {
  if (!exclusive) {
    for (let o = 0; o < p.length; o++) into[o] = next() < p[o] ? 1 : 0;
    return;
  }
  into.fill(0);
  for (let o = 0; o < p.length; o += outputs) {
    let left = next();
    for (let k = 0; k < outputs; k++) {
      left -= p[o + k];
      if (left >= 0) continue;
      into[o + k] = 1;
      break;
    }
  }
}
