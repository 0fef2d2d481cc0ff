// The interval of a share that was counted (Wilson 1927): few rows say little.

/** Lower end of the interval of `count` of `all`; of the two-sided 95 % one, unless another quantile `z` is given. */
export function leastShare(count: number, all: number, z = 1.96): number {
  if (all === 0) return 0;
  const p = count / all;
  const middle = p + (z * z) / (2 * all);
  const half = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  return Math.max(0, (middle - half) / (1 + (z * z) / all));
}
