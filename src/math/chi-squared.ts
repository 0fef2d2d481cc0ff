// The chi-squared distribution: what squared lengths of normal vectors come to.

/** Chance that it is at most `x` with `d` degrees of freedom: the lower incomplete gamma function, by its series below the mean and by Lentz's continued fraction above it. */
export function chiSquaredBelow(x: number, d: number): number {
  if (!(x > 0)) return 0;
  const a = d / 2;
  const t = x / 2;
  const front = Math.exp(a * Math.log(t) - t - logGamma(a));
  if (t < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 10_000 && term > sum * 1e-16; k++) sum += term *= t / (a + k);
    return Math.min(1, sum * front);
  }
  let b = t + 1 - a;
  let c = 1e300;
  let e = 1 / b;
  let h = e;
  for (let k = 1; k < 10_000; k++) {
    const an = -k * (k - a);
    b += 2;
    e = 1 / (an * e + b);
    c = b + an / c;
    const step = e * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return Math.max(0, 1 - front * h);
}

/** The value that it is below with the chance `p`. */
export function chiSquaredQuantile(p: number, d: number): number {
  let low = 0;
  let high = d + 10 * Math.sqrt(2 * d) + 60;
  for (let k = 0; k < 200 && high - low > 1e-12 * high; k++) {
    const middle = (low + high) / 2;
    if (chiSquaredBelow(middle, d) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Natural logarithm of the gamma function for x > 0 (Lanczos). */
function logGamma(x: number): number {
  const parts = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ];
  let sum = 1.000000000190015;
  parts.forEach((part, k) => (sum += part / (x + k + 1)));
  const t = x + 5.5;
  return (x + 0.5) * Math.log(t) - t + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}
