// The directions in which ordinary changes of text are equal: a change in what varies anyway says less than one in what never does.
import { factor, inverseOfLower } from '../../math/cholesky.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';
import { capital, ids } from '../../text/document-tokens.ts';
import { fewestAfter } from './change-scan.ts';
import { capitals, features, ofWord, pairSeen } from './features.ts';
import { prior, wide } from './ordinary.ts';
import { has, pairSlot, type Bits } from './pairs.ts';

/** Random places at which ordinary changes are measured. */
const places = 20_000;
const placesPerDocument = 10;

export interface Whitening {
  /** Row k gives whitened feature k: lower triangular, `features` x `features`. */
  readonly rows: Float64Array;
  /** Mean of the features over ordinary tokens. */
  readonly mean: Float64Array;
}

function featuresOf(
  words: Float32Array,
  pairs: Bits,
  id: Int32Array,
  i: number,
  into: Float64Array,
  times: number,
): void {
  const word = id[i] & (ids - 1);
  for (let k = 0; k < ofWord; k++) into[k] += times * words[word * ofWord + k];
  if (i > 0 && has(pairs, pairSlot(id[i - 1] & (ids - 1), word))) into[pairSeen] += times;
  if (id[i] & capital) into[capitals] += times;
}

/** The inverse of the Cholesky factor of the second moment of ordinary changes. */
export function whiten(
  held: readonly SampledDocument[],
  words: Float32Array,
  pairs: Bits,
  next: () => number,
): Whitening {
  const mean = new Float64Array(features);
  let tokens = 0;
  for (const { id } of held) {
    for (let i = 0; i < id.length; i++) featuresOf(words, pairs, id, i, mean, 1);
    tokens += id.length;
  }
  for (let k = 0; k < features; k++) mean[k] /= Math.max(1, tokens);
  const moments = new Float64Array(features * features);
  const before = new Float64Array(features);
  const after = new Float64Array(features);
  let measured = 0;
  const long = held.filter(({ id }) => id.length > 2 * fewestAfter);
  for (let n = 0; n < Math.min(places, placesPerDocument * long.length); n++) {
    const { id } = long[Math.floor(next() * long.length)];
    const place = 1 + Math.floor(next() * (id.length - fewestAfter));
    const from = Math.max(0, place - wide);
    const to = Math.min(id.length, place + wide);
    before.fill(0);
    after.fill(0);
    for (let i = from; i < place; i++) featuresOf(words, pairs, id, i, before, 1);
    for (let i = place; i < to; i++) featuresOf(words, pairs, id, i, after, 1);
    const nb = place - from + prior;
    const na = to - place;
    const scale = 2 / wide / (1 / nb + 1 / na);
    for (let k = 0; k < features; k++) after[k] = after[k] / na - (before[k] + prior * mean[k]) / nb;
    for (let j = 0; j < features; j++) {
      for (let k = 0; k <= j; k++) moments[j * features + k] += scale * after[j] * after[k];
    }
    measured++;
  }
  for (let j = 0; j < features; j++) {
    for (let k = 0; k <= j; k++) moments[j * features + k] /= Math.max(1, measured);
    // A feature that never changes must not become infinitely telling.
    moments[j * features + j] += 1e-6;
  }
  factor(moments, features);
  return { rows: inverseOfLower(moments, features), mean };
}
