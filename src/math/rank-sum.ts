// Are the values of one list larger than those of another? Counts comparisons won, so that no scale is assumed.

/** How often a value of `a` is above one of `b`, and how many standard errors that is above one half (Mann, Whitney). */
export function rankSum(a: Float64Array, b: Float64Array): { above: number; z: number } {
  if (a.length === 0 || b.length === 0) return { above: 0, z: 0 };
  const sorted = b.slice().sort();
  let sum = 0;
  // Both in order, so that each is walked once.
  let low = 0;
  let high = 0;
  for (const x of a.slice().sort()) {
    while (low < sorted.length && sorted[low] < x) low++;
    high = Math.max(high, low);
    while (high < sorted.length && sorted[high] === x) high++;
    sum += (low + high) / 2;
  }
  const above = sum / (a.length * b.length);
  const error = Math.sqrt((a.length + b.length + 1) / (12 * a.length * b.length));
  return { above, z: (above - 0.5) / error };
}
