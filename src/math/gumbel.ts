// How rare a largest value is among the largest values of a few draws: the maximum of many like numbers is nearly Gumbel distributed (Fisher &
// Tippett 1928), so that a fit to some dozen draws says more than their count.

const euler = 0.5772156649015329;

/** Chance that a draw is at least this large, fitted by moments to the draws; never surer than ten times what counting them could say. */
export function gumbelChance(draws: ArrayLike<number>, value: number): number {
  const n = draws.length;
  let sum = 0;
  let above = 1;
  for (let i = 0; i < n; i++) {
    sum += draws[i];
    if (draws[i] >= value) above++;
  }
  const counted = above / (n + 1);
  // Where draws lie beyond it they say it themselves.
  if (above > 2 || n < 8) return counted;
  const mean = sum / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (draws[i] - mean) ** 2;
  const scale = (Math.sqrt(square / (n - 1)) * Math.sqrt(6)) / Math.PI;
  if (!(scale > 0)) return counted;
  const at = (value - (mean - euler * scale)) / scale;
  const chance = -Math.expm1(-Math.exp(-at));
  return Math.min(counted, Math.max(chance, 0.1 / (n + 1)));
}
