// The minimum covariance determinant (Rousseeuw 1985) by the fast algorithm of Rousseeuw & Van Driessen 1999: of all halves of
// the rows the one that is tightest gives the centre and the spread, so that the other half may be anywhere.
import { chiSquaredQuantile } from './chi-squared.ts';
import type { Dense } from './matrix.ts';
import { factorOf, logDeterminant, momentsOf, whitened, type Moments } from './moments.ts';
import { random, shuffle } from './random.ts';
import { unwatched, type Step } from './step.ts';

export interface MinimumCovarianceOptions {
  /** Rows that the determinant is of; half and a little when not given, the most robust. */
  readonly support?: number;
  readonly seed?: number;
}

export interface MinimumCovariance extends Moments {
  /** Squared distance of each row by them; chi-squared where ordinary rows are normal. */
  readonly distances: Float64Array;
  /** Logarithm of the determinant of the tightest rows' covariance, before any correction. */
  readonly logDeterminant: number;
  /** The rows that it is of, ascending. */
  readonly support: Int32Array;
}

/** Beginnings, steps for each of them, and how many of the best are followed to the end: as in the paper. */
const starts = 500;
const firstSteps = 2;
const best = 10;
const lastSteps = 30;
/** Rows of one part of many, and of all parts together. */
const partRows = 300;
const parts = 5;
/** With more rows than these only the best candidate is followed through all of them. */
const wholeRows = 1500;
/** Share of chi-squared beyond which a row does not count in the last, weighted estimate. */
const inner = 0.975;

interface Candidate {
  readonly rows: Int32Array;
  readonly logDet: number;
}

export async function minimumCovariance(
  x: Dense,
  options: MinimumCovarianceOptions = {},
  step: Step = unwatched,
): Promise<MinimumCovariance> {
  const { rows: n, size: d } = x;
  const support = Math.min(n, options.support ?? Math.min(n, (n + d + 1) >> 1));
  const next = random(options.seed ?? 0);
  const all = Int32Array.from({ length: n }, (_, i) => i);
  // A column that hardly varies must not make a determinant of nothing.
  const whole = momentsOf(x, all);
  let trace = 0;
  for (let j = 0; j < d; j++) trace += whole.covariance[j * d + j];
  const ridge = Math.max(1e-300, (1e-9 * trace) / d);
  const share = support / n;
  // Every beginning is followed a little, the best of each round further.
  const candidates = starts + (n > 2 * partRows ? parts * best : 0) + best + 1;
  let followed = 0;
  const concentrate = async (
    rows: Int32Array,
    among: Int32Array,
    size: number,
    steps: number,
  ): Promise<Candidate> => {
    let candidate = { rows, logDet: Infinity };
    for (let taken = 0; ; taken++) {
      await step('looking for the tightest rows', followed / candidates);
      const moments = momentsOf(x, candidate.rows);
      const l = factorOf(moments, ridge);
      const logDet = logDeterminant(l, d);
      // The determinant of the first few rows is of fewer than are wanted: no later one compares with it.
      const settled = candidate.rows.length === size && candidate.logDet - logDet < 1e-10;
      candidate = { rows: candidate.rows, logDet };
      if (taken === steps || settled) return candidate;
      const compares = candidate.rows.length === size;
      candidate = {
        rows: nearest(x, among, size, moments.mean, l),
        logDet: compares ? logDet : Infinity,
      };
    }
  };
  const follow = async (
    from: readonly Candidate[],
    among: Int32Array,
    steps: number,
    keep: number,
  ): Promise<Candidate[]> => {
    const size = Math.max(d + 1, Math.ceil(share * among.length));
    const reached: Candidate[] = [];
    for (const { rows } of from) {
      reached.push(await concentrate(rows, among, size, steps));
      followed++;
    }
    return reached.sort((a, b) => a.logDet - b.logDet).slice(0, keep);
  };
  const begin = (among: Int32Array, count: number): Candidate[] =>
    Array.from({ length: count }, () => ({
      rows: draw(among, Math.min(among.length, d + 1), next),
      logDet: Infinity,
    }));
  let found: Candidate[];
  if (n <= 2 * partRows) found = await follow(begin(all, starts), all, firstSteps, best);
  else {
    // Many rows: begin in a few parts of them, go on in the parts together, end in all.
    const sizeOfPart = Math.max(partRows, 3 * d);
    const count = Math.max(1, Math.min(parts, Math.floor(n / sizeOfPart)));
    const order = Int32Array.from(shuffle([...all], next));
    const pieces = Array.from({ length: count }, (_, k) =>
      order.subarray(k * sizeOfPart, (k + 1) * sizeOfPart),
    );
    const together = order.subarray(0, count * sizeOfPart);
    const first: Candidate[] = [];
    for (const piece of pieces)
      first.push(...(await follow(begin(piece, Math.ceil(starts / count)), piece, firstSteps, best)));
    found = await follow(first, together, firstSteps, best);
  }
  // Of very many rows a few steps tell which one is worth following.
  const last = n > wholeRows ? await follow(found, all, firstSteps, 1) : found;
  const [tightest] = await follow(last, all, lastSteps, 1);
  return weighted(x, tightest, all, ridge);
}

/** Consistent with normal rows by the median distance, then once more from all rows within the inner part. */
function weighted(x: Dense, { rows, logDet }: Candidate, all: Int32Array, ridge: number): MinimumCovariance {
  const raw = consistent(x, momentsOf(x, rows), all, ridge);
  const cut = chiSquaredQuantile(inner, x.size);
  const within = all.filter((i) => raw.distances[i] < cut);
  const { distances, mean, covariance } =
    within.length > x.size ? consistent(x, momentsOf(x, within), all, ridge) : raw;
  return { mean, covariance, distances, logDeterminant: logDet, support: Int32Array.from(rows).sort() };
}

function consistent(
  x: Dense,
  { mean, covariance }: Moments,
  all: Int32Array,
  ridge: number,
): Moments & { readonly distances: Float64Array } {
  const l = factorOf({ mean, covariance }, ridge);
  const out = new Float64Array(x.size);
  const distances = Float64Array.from(all, (i) => whitened(x, i, mean, l, out));
  const sorted = Float64Array.from(distances).sort();
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const stretch = middle / chiSquaredQuantile(0.5, x.size) || 1;
  return {
    mean,
    covariance: covariance.map((each) => each * stretch),
    distances: distances.map((each) => each / stretch),
  };
}

function draw(among: Int32Array, count: number, next: () => number): Int32Array {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(among[Math.floor(next() * among.length)]);
  return Int32Array.from(chosen);
}

function nearest(x: Dense, among: Int32Array, size: number, mean: Float64Array, l: Float64Array): Int32Array {
  const out = new Float64Array(x.size);
  const distances = Float64Array.from(among, (i) => whitened(x, i, mean, l, out));
  const order = Int32Array.from(distances.keys());
  order.sort((a, b) => distances[a] - distances[b] || a - b);
  return order.subarray(0, size).map((at) => among[at]);
}
