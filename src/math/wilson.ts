// The interval of a share that was counted (Wilson 1927): few rows say little.

/** Both ends of the interval of `count` of `all`; the two-sided 95 % one, unless another quantile `z` is given. */
export function shareInterval(count: number, all: number, z = 1.96): [least: number, most: number] {
  if (all === 0) return [0, 1];
  const p = count / all;
  const middle = p + (z * z) / (2 * all);
  const half = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  const whole = 1 + (z * z) / all;
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)];
}

/** Lower end of it. */
export function leastShare(count: number, all: number, z = 1.96): number {
  return shareInterval(count, all, z)[0];
}
