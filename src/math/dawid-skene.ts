// What is true, and how often each annotator says so, from their answers alone: expectation-maximisation over unknown
// truths and confusions (Dawid & Skene 1979). Where an annotator gave few answers the confusions lean on a skill and a
// habit of guessing (Hovy et al. 2013, MACE): he knows the truth, or else answers as he usually does.

/** Answers of item i are those from starts[i] to starts[i + 1]; each annotator at most once an item. */
export interface Votes {
  readonly classes: number;
  readonly annotators: number;
  readonly starts: Int32Array;
  /** -1: known to be right. */
  readonly who: Int32Array;
  readonly answer: Int32Array;
}

export interface Crowd {
  /** Share of each class among truths. */
  readonly prior: Float64Array;
  /** Parameters of each annotator: those with few answers share number 0. */
  readonly group: Int32Array;
  /** log P(answer y | truth t) is confusion[(group * classes + t) * classes + y]; absent for many classes. */
  readonly confusion?: Float64Array;
  /** log P(answer y | truth y) - log P(answer y | another truth), by group and y. */
  readonly hit: Float64Array;
  /** log P(answer y | another truth than y), by group and y. */
  readonly miss: Float64Array;
}

/** Annotators with fewer answers share one set of parameters. */
const fewest = 5;
/**
 * Answers that a prior counts for: for an annotator's skill, and for each line of his confusions. With 8 a line, a rare
 * class of trec came to stand for all hard items (bench/annotators.ts).
 */
const skillPrior = 4;
const confusionPrior = 60;
/** With more classes, or more numbers than these in all, confusions are those that a skill makes. */
const mostClasses = 12;
const mostNumbers = 4e6;
const rounds = 40;
const settled = 1e-4;
/** What somebody who is known to be right says of a class that he did not answer. */
const sure = 7;
const least = 1e-4;

export function fitCrowd(votes: Votes): Crowd {
  const { classes: k, annotators, starts, who, answer } = votes;
  const items = starts.length - 1;
  const counts = new Int32Array(annotators);
  for (const w of who) if (w >= 0) counts[w]++;
  const group = new Int32Array(annotators);
  let groups = 1;
  counts.forEach((count, w) => {
    if (count >= fewest) group[w] = groups++;
  });
  const full = k <= mostClasses && groups * k * k <= mostNumbers;

  // What each group answers, smoothed towards what all do.
  const all = new Float64Array(k).fill(1);
  const said = new Float64Array(groups * k);
  const total = new Float64Array(groups);
  for (let v = 0; v < who.length; v++) {
    all[answer[v]]++;
    if (who[v] < 0) continue;
    said[group[who[v]] * k + answer[v]]++;
    total[group[who[v]]]++;
  }
  const given = all.reduce((a, b) => a + b, 0);
  const habit = said.map(
    (x, i) => (x + (skillPrior * all[i % k]) / given) / (total[Math.floor(i / k)] + skillPrior),
  );

  const crowd = {
    prior: all.map((x) => x / given),
    group,
    confusion: full ? new Float64Array(groups * k * k) : undefined,
    hit: new Float64Array(groups * k),
    miss: new Float64Array(groups * k),
  };
  const truth = new Float64Array(k);
  const right = new Float64Array(groups);
  const table = new Float64Array(full ? groups * k * k : 0);
  let before = right.slice();
  for (let round = 0; round < rounds; round++) {
    right.fill(0);
    table.fill(0);
    const shares = new Float64Array(k).fill(1);
    for (let i = 0; i < items; i++) {
      if (round === 0) majority(votes, i, truth);
      else {
        evidence(votes, crowd, i, truth);
        toChances(truth);
      }
      for (let t = 0; t < k; t++) shares[t] += truth[t];
      for (let v = starts[i]; v < starts[i + 1]; v++) {
        if (who[v] < 0) continue;
        const g = group[who[v]];
        right[g] += truth[answer[v]];
        if (full) for (let t = 0; t < k; t++) table[(g * k + t) * k + answer[v]] += truth[t];
      }
    }
    crowd.prior = shares.map((x) => x / (items + k));
    parameters(crowd, habit, right, total, table, k);
    const moved = right.reduce((sum, x, g) => sum + Math.abs(x - before[g]), 0);
    before = right.slice();
    if (round > 2 && moved < settled * who.length) break;
  }
  return crowd;
}

/** Writes the groups' log chances from what they are expected to have had right. */
function parameters(
  crowd: Crowd,
  habit: Float64Array,
  right: Float64Array,
  total: Float64Array,
  table: Float64Array,
  k: number,
): void {
  const { prior, confusion, hit, miss } = crowd;
  const groups = total.length;
  const chance = (g: number): number => prior.reduce((sum, p, t) => sum + p * habit[g * k + t], 0);
  let ofAll = 0;
  let possible = 1e-9;
  for (let g = 0; g < groups; g++) {
    ofAll += right[g] - total[g] * chance(g);
    possible += total[g] * (1 - chance(g));
  }
  const usual = ofAll / possible;
  const line = new Float64Array(k);
  for (let g = 0; g < groups; g++) {
    const c = chance(g);
    const room = total[g] * (1 - c);
    const skill = (right[g] - total[g] * c + skillPrior * usual) / (room + skillPrior);
    const says = (y: number, t: number): number =>
      Math.max(least, habit[g * k + y] * (1 - skill) + (y === t ? skill : 0));
    for (let y = 0; y < k; y++) {
      miss[g * k + y] = Math.log(says(y, -1));
      hit[g * k + y] = Math.log(says(y, y)) - miss[g * k + y];
    }
    if (!confusion) continue;
    for (let t = 0; t < k; t++) {
      const at = (g * k + t) * k;
      let whole = 0;
      let seen = 0;
      for (let y = 0; y < k; y++) {
        whole += line[y] = says(y, t);
        seen += table[at + y];
      }
      for (let y = 0; y < k; y++) {
        const expected = (confusionPrior * line[y]) / whole;
        confusion[at + y] = Math.log((table[at + y] + expected) / (seen + confusionPrior));
      }
    }
  }
}

function majority({ starts, who, answer }: Votes, i: number, truth: Float64Array): void {
  truth.fill(0.1);
  for (let v = starts[i]; v < starts[i + 1]; v++) truth[answer[v]] += who[v] < 0 ? 10 : 1;
  const sum = truth.reduce((a, b) => a + b, 0);
  for (let t = 0; t < truth.length; t++) truth[t] /= sum;
}

/** Log chances, up to a constant, of each truth of item `i` by all of its answers. */
export function evidence(votes: Votes, crowd: Crowd, i: number, into: Float64Array): void {
  const { starts } = votes;
  for (let t = 0; t < into.length; t++) into[t] = Math.log(crowd.prior[t]);
  for (let v = starts[i]; v < starts[i + 1]; v++) weigh(votes, crowd, v, 1, into);
}

/** Adds one answer's evidence, `sign` times. */
export function weigh(votes: Votes, crowd: Crowd, v: number, sign: number, into: Float64Array): void {
  const w = votes.who[v];
  const y = votes.answer[v];
  const k = into.length;
  if (w < 0) {
    into[y] += sign * sure;
    return;
  }
  const g = crowd.group[w];
  const { confusion } = crowd;
  if (!confusion) into[y] += sign * crowd.hit[g * k + y];
  else for (let t = 0; t < k; t++) into[t] += sign * confusion[(g * k + t) * k + y];
}

/** log P(annotator says y | truth t). */
export function logChance(crowd: Crowd, w: number, y: number, t: number): number {
  const k = crowd.prior.length;
  const g = crowd.group[w];
  if (crowd.confusion) return crowd.confusion[(g * k + t) * k + y];
  return crowd.miss[g * k + y] + (t === y ? crowd.hit[g * k + y] : 0);
}

/** In place: log chances to chances that sum to 1. */
export function toChances(log: Float64Array): void {
  let top = -Infinity;
  for (const x of log) if (x > top) top = x;
  let sum = 0;
  for (let t = 0; t < log.length; t++) sum += log[t] = Math.exp(log[t] - top);
  for (let t = 0; t < log.length; t++) log[t] /= sum;
}

/** Likeliest truth of each item. */
export function truths(votes: Votes, crowd: Crowd): Int32Array {
  const truth = new Float64Array(votes.classes);
  return Int32Array.from({ length: votes.starts.length - 1 }, (_, i) => {
    evidence(votes, crowd, i, truth);
    let best = 0;
    for (let t = 1; t < truth.length; t++) if (truth[t] > truth[best]) best = t;
    return best;
  });
}
