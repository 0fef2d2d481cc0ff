// How extreme is a score among the natural ones of the same corpus? An exponential tail fitted to the excesses of
// the highest scores, the very highest left out as censored, so that real finds do not move their own yardstick.

export interface Tail {
  /** Expected number of natural scores at least this high in this corpus. */
  expected(score: number): number;
  readonly threshold: number;
  readonly scale: number;
}

/** Up to this many real finds do not move the tail. */
const censored = 10;
const used = 100;
/** With fewer candidates than this a tail is a guess. */
const fewest = 30;

/**
 * `scores` sorted, highest first, all positive; candidates without a positive score are natural ones at 0. `minScale`:
 * smallest scale to believe in, for where nearly all are 0. Undefined when `candidates` are too few to say.
 */
export function exponentialTail(
  scores: readonly number[],
  candidates: number,
  minScale: number,
): Tail | undefined {
  if (candidates < fewest) return undefined;
  const m = Math.min(used, Math.max(scores.length - 1, fewest));
  const at = (i: number): number => scores[i] ?? 0;
  const threshold = at(m);
  let excess = censored * (at(censored) - threshold);
  for (let i = censored; i < m; i++) excess += at(i) - threshold;
  const scale = Math.max(excess / (m - censored), minScale);
  return { threshold, scale, expected: (score) => m * Math.exp(-(score - threshold) / scale) };
}

/** Upper tail of the standard normal distribution, within 10^-7 below z = 4 (Abramowitz & Stegun 7.1.26) and 1 % beyond. */
export function normalTail(z: number): number {
  if (z > 4) return (Math.exp(-(z * z) / 2) / (z * Math.sqrt(2 * Math.PI))) * (1 - 1 / z ** 2 + 3 / z ** 4);
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = (poly * Math.exp(-x * x)) / 2;
  return z >= 0 ? upper : 1 - upper;
}

/** Chance of `count` or more events where `mean` are expected (Poisson), however large both are. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  if (count <= mean) {
    // Below the mean a large one is as good as normal; a small one is summed from what lies below.
    if (mean > largeMean) return normalTail((count - 0.5 - mean) / Math.sqrt(mean));
    let term = Math.exp(-mean);
    let below = 0;
    for (let k = 0; k < count; k++) {
      below += term;
      term *= mean / (k + 1);
    }
    return Math.min(1, Math.max(0, 1 - below));
  }
  // Beyond the mean every term is smaller than the one before; the first is found by its logarithm.
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial(count));
  let tail = 0;
  for (let k = count; term > tail * 1e-17; k++) {
    tail += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, tail);
}

/** How far `count` exceeds the `mean` that is expected: -ln(poissonTail) but for a slowly growing term, 0 below the mean. */
export function poissonExcess(count: number, mean: number): number {
  return count <= mean ? 0 : mean <= 0 ? Infinity : count * Math.log(count / mean) - (count - mean);
}

/** Chance of `count` or more of `trials` events of chance `p` each. */
export function binomialTail(count: number, trials: number, p: number): number {
  if (count <= 0) return 1;
  if (count > trials || p <= 0) return 0;
  if (p >= 1) return 1;
  // Terms shrink away from the mean only.
  if (count <= trials * p) return 1 - binomialTail(trials - count + 1, trials, 1 - p);
  const choose = logFactorial(trials) - logFactorial(count) - logFactorial(trials - count);
  let term = Math.exp(choose + count * Math.log(p) + (trials - count) * Math.log1p(-p));
  let tail = 0;
  for (let k = count; k <= trials && term > tail * 1e-17; k++) {
    tail += term;
    term *= ((trials - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(1, tail);
}

/** Below it exp(-mean) is no 0. */
const largeMean = 500;

/** ln(n!): exact for small n, by Stirling's series beyond, within 10^-11. */
function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let k = 2; k <= n; k++) product *= k;
    return Math.log(product);
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
