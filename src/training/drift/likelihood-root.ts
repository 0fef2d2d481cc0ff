// How far a number of outcomes is from the chances that its rows had: the signed root of the likelihood ratio of a sum of
// independent yes-or-no outcomes with chances of their own (Jensen 1995, section 4.1). Unlike the deviation in units of its spread it does not
// run away where all chances are small, and near the normal it is the same.

/**
 * `chances[rows[from .. to) * stride + k]` are the chances, `observed` the outcomes there are. Positive for more than
 * expected.
 */
export function likelihoodRoot(
  observed: number,
  chances: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
  stride: number,
  k: number,
): number {
  const n = to - from;
  let expected = 0;
  for (let q = from; q < to; q++) expected += chances[rows[q] * stride + k];
  if (observed >= n || observed <= 0) {
    // The tilt is without end, and what is left is the chance of just this.
    let sum = 0;
    for (let q = from; q < to; q++) {
      const p = chances[rows[q] * stride + k];
      sum -= Math.log(Math.max(1e-300, observed >= n ? p : 1 - p));
    }
    return (observed >= n ? 1 : -1) * Math.sqrt(2 * Math.max(0, sum));
  }
  // Chances tilted by theta have the observed sum: Newton's method, held within what is known to hold the root.
  let [low, high] = observed > expected ? [0, 60] : [-60, 0];
  let theta = 0;
  let cumulant = 0;
  for (let round = 0; round < 60; round++) {
    const tilt = Math.exp(theta);
    let sum = 0;
    let spread = 0;
    cumulant = 0;
    for (let q = from; q < to; q++) {
      const p = chances[rows[q] * stride + k];
      const whole = 1 - p + p * tilt;
      const tilted = (p * tilt) / whole;
      sum += tilted;
      spread += tilted * (1 - tilted);
      cumulant += Math.log(whole);
    }
    const off = sum - observed;
    if (Math.abs(off) < 1e-6 * n) break;
    if (off > 0) high = theta;
    else low = theta;
    const next = theta - off / spread;
    theta = next > low && next < high ? next : (low + high) / 2;
  }
  return Math.sign(observed - expected) * Math.sqrt(2 * Math.max(0, theta * observed - cumulant));
}
