// Chances of classes from held-out scores when some of the labels are wrong: a softmax of scaled scores for the true
// class, and a table of who is labelled as whom (Patrini et al. 2017), both by expectation-maximisation. Calibration and
// noise are told apart by the rows of extreme score: an uncertain model is never sure, a noisy label is wrong there too.

export interface NoisySoftmax {
  readonly classes: number;
  /** Share of the rows that are read bluntly. */
  readonly unsure: number;
  /** What scores are multiplied by. */
  readonly scale: number;
  /** What is added to the scaled score of each class. */
  readonly offset: Float64Array;
  /** Chance of each true class before the label is known, row * classes + class. */
  readonly chance: Float32Array;
  /** table[k * classes + y]: share of the rows that are k that are labelled y. */
  readonly table: Float64Array;
  /** Chance that the label of each row is wrong. */
  readonly wrong: Float64Array;
  /** Share of all labels that are wrong, and its standard error. */
  readonly rate: number;
  readonly error: number;
  /** Pairs k * classes + y that stand out of the even spread of errors, with the rows expected to be such. */
  readonly pairs: ReadonlyMap<number, number>;
}

const rounds = 24;
/** With the wrong labels known, scale and offsets alone are sought. */
const roundsKnown = 8;
/**
 * Some rows are read with half the sureness of the others: errors of the model fall to the classes next in likelihood,
 * wrong labels to any. With one sureness for all, clean trec of 50 classes would have 1.4 % wrong labels, not 0.5 %.
 */
const bluntness = 2;
/** Clean trec has 0.12 of such rows with 6 classes and 0.14 with 50; with more, labels given for the next class pass for it. */
const mostUnsure = 0.1;
/** Where the estimate of the wrong labels begins; where it ends does not depend on it. */
const initialRate = 0.05;
/** Rows' worth of belief that the rate is that of a table without wrong labels. */
const belief = 20;
/**
 * A pair stands out with this many rows, this many times what an even spread gives, and this many standard deviations:
 * with fewer rows than 25 the likest two classes of clean trec do.
 */
const outstanding = { rows: 25, times: 3, deviations: 5 };

/** What one round of the estimate adds up over all rows. */
interface Sums {
  gradient: number;
  /** Rows expected to be read bluntly. */
  unsure: number;
  curvature: number;
  readonly pull: Float64Array;
  readonly stiffness: Float64Array;
  /** Rows expected to be k and labelled y. */
  readonly counts: Float64Array;
}

/**
 * `scores`: held-out, row * classes + class. `sure`: 1 where a label is vouched for. `known`: what other scores of the
 * same rows told of the wrong labels, to be taken from there.
 */
export function noisySoftmax(
  scores: Float32Array,
  label: Int32Array,
  classes: number,
  sure: Uint8Array,
  known?: NoisySoftmax,
): NoisySoftmax {
  const n = label.length;
  const offset = new Float64Array(classes);
  const chance = new Float32Array(n * classes);
  const wrong = new Float64Array(n);
  const p = new Float64Array(classes);
  const sharp = new Float64Array(classes);
  const blunt = new Float64Array(classes);
  let unsure = known?.unsure ?? 0;
  let scale = known?.scale ?? 3;
  let table = known?.table ?? evenTable(classes, initialRate);
  let pairs = new Map<number, number>();

  // The first half finds the rate of an even spread, with one sureness for all rows; what stands out of that is free in
  // the second half. With blunt rows from the start, labels given for the next class would pass for border cases.
  for (let round = 0; round < (known ? roundsKnown : rounds); round++) {
    const sums = pass(false);
    // Newton's step for the scale; offsets each on its own, damped, for they pull at one another.
    scale = Math.max(0.05, scale + clip(sums.gradient / (sums.curvature + 1e-6), 2));
    for (let k = 0; k < classes; k++)
      offset[k] += clip((0.5 * (sums.pull[k] - 0.1 * offset[k])) / sums.stiffness[k], 0.5);
    if (known) continue;
    if (round === rounds / 2 - 1) {
      pairs = outstandingPairs(sums.counts, table, classes);
      // With two classes there is no class that an error would not fall to.
      unsure = classes > 2 ? mostUnsure : 0;
    } else if (unsure > 0) unsure = Math.min(mostUnsure, (sums.unsure + 1) / (n + 10));
    table = nextTable(sums.counts, pairs, classes);
  }
  const { counts } = pass(false);
  pass(true);
  for (const pair of pairs.keys()) pairs.set(pair, counts[pair]);
  let rate = 0;
  let judged = 0;
  for (let i = 0; i < n; i++) {
    if (sure[i]) continue;
    rate += wrong[i];
    judged++;
  }
  rate /= Math.max(1, judged);
  if (known) return { ...known, chance, wrong, scale, offset };
  return { classes, unsure, scale, offset, chance, table, wrong, rate, error: standardError(), pairs };

  function pass(keep: boolean): Sums {
    const sums: Sums = {
      gradient: 0,
      unsure: 0,
      curvature: 0,
      pull: new Float64Array(classes),
      stiffness: new Float64Array(classes).fill(1),
      counts: new Float64Array(classes * classes),
    };
    for (let i = 0; i < n; i++) {
      const at = i * classes;
      const y = label[i];
      softmax(at, scale, sharp);
      if (unsure > 0) softmax(at, scale / bluntness, blunt);
      let seen = 0;
      let seenBlunt = 0;
      for (let k = 0; k < classes; k++) {
        p[k] = (1 - unsure) * sharp[k] + unsure * blunt[k];
        const t = given(i, k, y);
        seen += p[k] * t;
        seenBlunt += unsure * blunt[k] * t;
      }
      seen = Math.max(seen, 1e-12);
      wrong[i] = sure[i] ? 0 : Math.max(0, 1 - (p[y] * table[y * classes + y]) / seen);
      if (keep) {
        chance.set(p, at);
        continue;
      }
      const bluntly = seenBlunt / seen;
      sums.unsure += bluntly;
      let meanSharp = 0;
      let meanBlunt = 0;
      for (let k = 0; k < classes; k++) {
        meanSharp += sharp[k] * scores[at + k];
        meanBlunt += blunt[k] * scores[at + k];
      }
      for (let k = 0; k < classes; k++) {
        const t = given(i, k, y) / seen;
        const s = t * (1 - unsure) * sharp[k];
        const b = t * unsure * blunt[k];
        if (!sure[i]) sums.counts[k * classes + y] += s + b;
        const d = scores[at + k];
        const es = s - (1 - bluntly) * sharp[k];
        const eb = b - bluntly * blunt[k];
        sums.pull[k] += es + eb;
        sums.stiffness[k] += p[k] * (1 - p[k]);
        sums.gradient += (es + eb / bluntness) * d;
        sums.curvature +=
          (1 - bluntly) * sharp[k] * (d - meanSharp) ** 2 +
          (bluntly * blunt[k] * (d - meanBlunt) ** 2) / bluntness ** 2;
      }
    }
    return sums;
  }

  function softmax(at: number, by: number, into: Float64Array): void {
    let top = -Infinity;
    for (let k = 0; k < classes; k++) {
      into[k] = offset[k] + by * scores[at + k];
      if (into[k] > top) top = into[k];
    }
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += into[k] = Math.exp(into[k] - top);
    for (let k = 0; k < classes; k++) into[k] /= sum;
  }

  function given(row: number, k: number, y: number): number {
    return sure[row] ? Number(k === y) : table[k * classes + y];
  }

  /** From the information on rate and scale together: what one explains the other need not. The mixture is held fixed. */
  function standardError(): number {
    let rr = 1e-9;
    let rs = 0;
    let ss = 1e-9;
    const r = Math.max(1e-4, rate);
    for (let i = 0; i < n; i++) {
      if (sure[i]) continue;
      const at = i * classes;
      const y = label[i];
      let seen = 0;
      let mean = 0;
      for (let k = 0; k < classes; k++) mean += chance[at + k] * scores[at + k];
      let slope = 0;
      for (let k = 0; k < classes; k++) {
        const t = chance[at + k] * table[k * classes + y];
        seen += t;
        slope += t * (scores[at + k] - mean);
      }
      seen = Math.max(seen, 1e-12);
      const own = chance[at + y];
      // The label as it would be drawn if it were wrong, against the label of the true class.
      const dr = ((seen - own * table[y * classes + y]) / r - own) / seen;
      const ds = slope / seen;
      rr += dr * dr;
      rs += dr * ds;
      ss += ds * ds;
    }
    return 1 / Math.sqrt(Math.max(rr - (rs * rs) / ss, 1e-9));
  }
}

function clip(x: number, most: number): number {
  return Math.max(-most, Math.min(most, x));
}

function evenTable(classes: number, rate: number): Float64Array {
  const table = new Float64Array(classes * classes).fill(rate / (classes - 1));
  for (let k = 0; k < classes; k++) table[k * classes + k] = 1 - rate;
  return table;
}

function outstandingPairs(counts: Float64Array, table: Float64Array, classes: number): Map<number, number> {
  const pairs = new Map<number, number>();
  if (classes === 2) return pairs;
  for (let k = 0; k < classes; k++) {
    let total = 0;
    for (let y = 0; y < classes; y++) total += counts[k * classes + y];
    for (let y = 0; y < classes; y++) {
      const at = k * classes + y;
      const even = total * table[at];
      if (
        k !== y &&
        counts[at] >= outstanding.rows &&
        counts[at] >= outstanding.times * even &&
        counts[at] >= even + outstanding.deviations * Math.sqrt(even + 1)
      )
        pairs.set(at, counts[at]);
    }
  }
  return pairs;
}

/** One rate for all but the pairs, which have their own. */
function nextTable(counts: Float64Array, pairs: ReadonlyMap<number, number>, classes: number): Float64Array {
  let wrong = 1;
  let seen = belief;
  for (let at = 0; at < counts.length; at++) {
    if (pairs.has(at)) continue;
    seen += counts[at];
    if (at % (classes + 1) !== 0) wrong += counts[at];
  }
  const table = evenTable(classes, wrong / seen);
  for (const at of pairs.keys()) {
    const k = Math.floor(at / classes);
    let total = 0;
    for (let y = 0; y < classes; y++) total += counts[k * classes + y];
    const own = Math.min(0.9, counts[at] / total);
    table[k * classes + k] = Math.max(0.01, table[k * classes + k] - own + table[at]);
    table[at] = own;
  }
  return table;
}
