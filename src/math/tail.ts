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
/** With fewer scores than this a tail is a guess. */
const fewest = 30;

/** `scores` sorted, highest first. Undefined where there are too few to say. */
export function exponentialTail(scores: readonly number[]): Tail | undefined {
  const m = Math.min(used, scores.length - 1);
  if (m < fewest) return undefined;
  const threshold = scores[m];
  let excess = censored * (scores[censored] - threshold);
  for (let i = censored; i < m; i++) excess += scores[i] - threshold;
  const scale = Math.max(excess / (m - censored), 1e-9);
  return { threshold, scale, expected: (score) => m * Math.exp(-(score - threshold) / scale) };
}
