// Where the ordinary ends: so many robust standard deviations from the median, so that the rows that are looked for do not move
// the line that they are to be beyond.

export interface Cut {
  readonly at: number;
  readonly median: number;
  /** 1.4826 times the median distance of the values beyond the median, on the side of the cut: there alone the tail is looked at. */
  readonly deviation: number;
}

/** `side` 1: what is above the cut is extraordinary; -1: what is below. Undefined where half of the values are one and the same. */
export function robustCut(values: Float64Array, side: 1 | -1, deviations: number): Cut | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.slice().sort();
  const median = sorted[sorted.length >> 1];
  const beyond =
    side > 0 ? sorted.subarray(sorted.length >> 1) : sorted.subarray(0, (sorted.length >> 1) + 1);
  // Distances of one side are in order already.
  const deviation = 1.4826 * Math.abs(beyond[beyond.length >> 1] - median);
  if (!(deviation > 0) || !Number.isFinite(deviation)) return undefined;
  return { at: median + side * deviations * deviation, median, deviation };
}
