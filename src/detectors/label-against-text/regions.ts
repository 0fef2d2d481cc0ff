// Targeted errors: all rows that name one thing have a label that the rest of their text speaks against. A model that
// saw some of them learns the error, so they are read without the words that stand chiefly in them.
import type { Severity } from '../../finding.ts';
import { transpose, type Ragged } from '../../math/ragged.ts';
import type { Estimate } from './estimate.ts';

export interface Region {
  /** Rows that share the words, and of those the contradicted ones with the label of most of them. */
  readonly rows: readonly number[];
  readonly wrong: readonly number[];
  readonly label: number;
  /** Sum over the rows of how much likelier another class is; what chance gives; and their distance in standard deviations. */
  readonly against: number;
  readonly expected: number;
  readonly z: number;
  readonly severity: Severity;
}

const fewestRows = 10;
/** A region is small: a share of the rows, but never fewer than this many. */
const largestShare = 0.02;
const largestRows = 100;
/** A column belongs to the region when at least this share of its rows does. */
const ownShare = 0.5;
/** Columns of a row that are looked at, for a linear price. */
const looked = 120;
/** Contradicted rows that read alike without their own words are a wording with a meaning, as "come from" asks for a reason. */
const mostAlike = 0.1;
/** As does one that nearly all rows begin with ("what year"): how it begins, two words and the pairs they are in. */
const openingColumns = 4;
const mostOpening = 0.7;
/** Share of the contradiction that has one label. */
const oneLabel = 0.9;
/** Contradiction beyond chance, per row and in standard deviations. On clean sst2, trec and SMS spam wordings alone come near: "what country" has 0.28. */
const medium = { excess: 0.35, z: 7.5 };
const low = { excess: 0.18, z: 6 };
/** Mean of how much likelier another class is, over the contradicted rows: below, they are rows that say little. */
const weakest = 0.5;
/** Two regions are one when they share this much of the smaller. */
const overlap = 0.5;
const mostRegions = 5;

export function regionsOf(e: Estimate, label: Int32Array): Region[] {
  const { x, classes } = e;
  const n = label.length;
  const short = shortened(x);
  const holders = transpose(short, x.size);
  const within = new Int32Array(x.size);
  const q = new Float64Array(classes);
  const added = new Float64Array(classes);
  const found: Region[] = [];
  for (let f = 0; f < x.size; f++) {
    const size = holders.starts[f + 1] - holders.starts[f];
    if (size < fewestRows || size > Math.max(largestRows, largestShare * n)) continue;
    const rows = holders.items.subarray(holders.starts[f], holders.starts[f + 1]);
    for (const i of rows)
      for (let p = short.starts[i]; p < short.starts[i + 1]; p++) within[short.items[p]]++;
    const region = judge(rows, f);
    for (const i of rows)
      for (let p = short.starts[i]; p < short.starts[i + 1]; p++) within[short.items[p]] = 0;
    if (region) found.push(region);
  }
  return apart(found);

  function own(column: number): boolean {
    const df = holders.starts[column + 1] - holders.starts[column];
    return df > 1 && within[column] >= ownShare * df;
  }

  /** Chances of the classes of a row by what is not the region's own, left in `q`; the likeliest. */
  function read(i: number): number {
    added.fill(0);
    for (let p = x.starts[i]; p < x.starts[i] + short.starts[i + 1] - short.starts[i]; p++) {
      if (!own(x.items[p])) continue;
      for (let k = 0; k < classes; k++) added[k] += x.values[p] * e.weight(i, k, x.items[p]);
    }
    let best = 0;
    for (let k = 0; k < classes; k++) {
      q[k] = e.offset[k] + e.scale * (e.machine[i * classes + k] - added[k]);
      if (q[k] > q[best]) best = k;
    }
    const top = q[best];
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += q[k] = Math.exp(q[k] - top);
    // As labels would be, some of them wrong at random.
    for (let k = 0; k < classes; k++) {
      q[k] /= sum;
      q[k] += e.rate * ((1 - q[k]) / (classes - 1) - q[k]);
    }
    return best;
  }

  function judge(rows: Int32Array, f: number): Region | undefined {
    let against = 0;
    let expected = 0;
    let variance = 0;
    const byLabel = new Map<number, number>();
    const contrary: number[] = [];
    for (const i of rows) {
      const best = read(i);
      let mean = 0;
      let square = 0;
      for (let k = 0; k < classes; k++) {
        const d = q[best] - q[k];
        mean += q[k] * d;
        square += q[k] * d * d;
      }
      expected += mean;
      variance += square - mean * mean;
      const y = label[i];
      if (best === y) continue;
      against += q[best] - q[y];
      byLabel.set(y, (byLabel.get(y) ?? 0) + q[best] - q[y]);
      contrary.push(i);
    }
    const z = (against - expected) / Math.sqrt(variance + 0.5);
    const excess = (against - expected) / rows.length;
    // What is no number is no region either.
    const outstanding = z >= low.z && excess >= low.excess && against >= weakest * contrary.length;
    if (!outstanding) return undefined;
    const [target, share] = [...byLabel].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    if (share < oneLabel * against || alike(contrary) > mostAlike) return undefined;
    const severe = z >= medium.z && excess >= medium.excess && opening(rows, f) < mostOpening;
    const wrong = contrary.filter((i) => label[i] === target);
    return {
      rows: [...rows],
      wrong,
      label: target,
      against,
      expected,
      z,
      severity: severe ? 'medium' : 'low',
    };
  }

  /** Share of the rows in which column `f` stands within the first two words. */
  function opening(rows: Int32Array, f: number): number {
    let count = 0;
    for (const i of rows) if (x.items.indexOf(f, x.starts[i]) - x.starts[i] <= openingColumns) count++;
    return count / rows.length;
  }

  /** Mean cosine of the rows, two by two, without the region's own columns. */
  function alike(rows: readonly number[]): number {
    const sums = new Map<number, number>();
    let count = 0;
    for (const i of rows) {
      const start = x.starts[i];
      const end = start + short.starts[i + 1] - short.starts[i];
      let square = 0;
      for (let p = start; p < end; p++) if (!own(x.items[p])) square += x.values[p] ** 2;
      if (square === 0) continue;
      count++;
      const length = Math.sqrt(square);
      for (let p = start; p < end; p++)
        if (!own(x.items[p])) sums.set(x.items[p], (sums.get(x.items[p]) ?? 0) + x.values[p] / length);
    }
    if (count < 2) return 1;
    let square = 0;
    for (const v of sums.values()) square += v * v;
    return (square - count) / (count * (count - 1));
  }
}

/** The first columns of each row. */
function shortened({ starts, items }: Ragged): Ragged {
  const n = starts.length - 1;
  const ends = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) ends[i + 1] = ends[i] + Math.min(looked, starts[i + 1] - starts[i]);
  const kept = new Int32Array(ends[n]);
  for (let i = 0; i < n; i++) kept.set(items.subarray(starts[i], starts[i] + ends[i + 1] - ends[i]), ends[i]);
  return { starts: ends, items: kept };
}

/** The strongest regions, none of which is chiefly part of a stronger one. */
function apart(found: Region[]): Region[] {
  const chosen: Region[] = [];
  for (const region of found.sort((a, b) => b.z - a.z || a.rows[0] - b.rows[0])) {
    const told = chosen.some(({ wrong }) => {
      const known = new Set(wrong);
      const shared = region.wrong.filter((i) => known.has(i)).length;
      return shared >= overlap * Math.min(known.size, region.wrong.length);
    });
    if (!told) chosen.push(region);
    if (chosen.length === mostRegions) break;
  }
  return chosen;
}
