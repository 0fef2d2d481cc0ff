// Annotators who copy one another: their answers are alike beyond what the truth explains. Alike and wrong is the sign,
// for honest annotators who are right agree as well. Each pair's excess is held against that of all other pairs, since
// hard items make honest annotators err together.
import { evidence, logChance, toChances, weigh, type Crowd, type Votes } from './dawid-skene.ts';
import { normalTail } from './tail.ts';

export interface Copying {
  readonly one: number;
  readonly other: number;
  /** Items that both answered, and of them those answered alike. */
  readonly common: number;
  readonly alike: number;
  /** Likely wrong answers that they share, and how many two independent annotators would. */
  readonly wrong: number;
  readonly expected: number;
  /** Expected number of pairs this far out if nobody copied. */
  readonly chance: number;
}

/** Annotators with most answers that are held against one another. */
const mostAnnotators = 1000;
/** Answers looked at of one item: pairs grow with their square. */
const mostAnswers = 24;
const fewestCommon = 15;
/** Shared wrong answers, as a multiple of what is expected, and beyond it as a share of the common items. */
const multiple = 1.6;
const share = 0.05;
/** A pair that copies answers nearly all common items alike. */
const sameness = 0.85;
const rareChance = 0.01;
const fewestWrong = 5;

/**
 * How likely both of two of the `chosen` are to say `y`, whatever the truth is, by the chances of each truth; as if they
 * answered independently. Without a table of confusions all truths but `y` are alike, so nothing is summed over them.
 */
export function sayingAlike(
  crowd: Crowd,
  chosen: readonly number[],
): (one: number, other: number, y: number, truth: Float64Array) => number {
  const k = crowd.prior.length;
  const width = crowd.confusion ? k : 2;
  const chances = new Float64Array(chosen.length * k * width);
  chosen.forEach((w, i) => {
    for (let y = 0; y < k; y++) {
      const at = (i * k + y) * width;
      if (crowd.confusion) for (let t = 0; t < k; t++) chances[at + t] = Math.exp(logChance(crowd, w, y, t));
      else {
        chances[at] = Math.exp(logChance(crowd, w, y, y));
        chances[at + 1] = Math.exp(logChance(crowd, w, y, -1));
      }
    }
  });
  return (one, other, y, truth) => {
    const [a, b] = [(one * k + y) * width, (other * k + y) * width];
    if (!crowd.confusion)
      return truth[y] * chances[a] * chances[b] + (1 - truth[y]) * chances[a + 1] * chances[b + 1];
    let both = 0;
    for (let t = 0; t < k; t++) both += truth[t] * chances[a + t] * chances[b + t];
    return both;
  };
}

export function copying(votes: Votes, crowd: Crowd): Copying[] {
  const { classes: k, annotators, starts, who, answer } = votes;
  const counts = new Int32Array(annotators);
  for (const w of who) if (w >= 0) counts[w]++;
  const chosen = Array.from(counts.keys())
    .filter((w) => counts[w] >= fewestCommon)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, mostAnnotators);
  const rank = new Int32Array(annotators).fill(-1);
  chosen.forEach((w, i) => (rank[w] = i));
  const m = chosen.length;
  const size = m * m;
  const common = new Int32Array(size);
  const alike = new Int32Array(size);
  const wrong = new Float64Array(size);
  const expected = new Float64Array(size);
  const variance = new Float64Array(size);
  const all = new Float64Array(k);
  const rest = new Float64Array(k);
  const both = sayingAlike(crowd, chosen);
  for (let i = 0; i + 1 < starts.length; i++) {
    if (starts[i + 1] - starts[i] < 3) continue;
    evidence(votes, crowd, i, all);
    const seen: number[] = [];
    for (let v = starts[i]; v < starts[i + 1] && seen.length < mostAnswers; v++) {
      if (who[v] >= 0 && rank[who[v]] >= 0) seen.push(v);
    }
    for (let a = 0; a < seen.length; a++) {
      for (let b = a + 1; b < seen.length; b++) {
        const [u, v] = [seen[a], seen[b]];
        rest.set(all);
        weigh(votes, crowd, u, -1, rest);
        weigh(votes, crowd, v, -1, rest);
        toChances(rest);
        const [p, q] = [rank[who[u]], rank[who[v]]];
        const at = Math.min(p, q) * m + Math.max(p, q);
        common[at]++;
        if (answer[u] === answer[v]) {
          alike[at]++;
          wrong[at] += 1 - rest[answer[u]];
        }
        let mean = 0;
        let square = 0;
        for (let y = 0; y < k; y++) {
          const wrongly = (1 - rest[y]) * both(p, q, y, rest);
          mean += wrongly;
          square += (1 - rest[y]) * wrongly;
        }
        expected[at] += mean;
        variance[at] += square - mean * mean;
      }
    }
  }
  const pairs: number[] = [];
  for (let at = 0; at < size; at++) if (common[at] >= fewestCommon) pairs.push(at);
  const z = (at: number): number => (wrong[at] - expected[at]) / Math.sqrt(variance[at] + 0.25);
  const scores = pairs.map(z).sort((a, b) => a - b);
  if (scores.length === 0) return [];
  const middle = scores[scores.length >> 1];
  const off = scores.map((x) => Math.abs(x - middle)).sort((a, b) => a - b);
  // With few pairs most of them may be copiers: then their middle says nothing of the honest.
  const [centre, scale] =
    scores.length >= 20 ? [Math.max(0, middle), Math.max(1, 1.4826 * off[off.length >> 1])] : [0, 1];
  return pairs.flatMap((at) => {
    const chance = normalTail((z(at) - centre) / scale) * pairs.length;
    const found =
      chance < rareChance &&
      wrong[at] >= fewestWrong &&
      wrong[at] >= multiple * expected[at] &&
      wrong[at] - expected[at] >= share * common[at] &&
      alike[at] >= sameness * common[at];
    if (!found) return [];
    return [
      {
        one: chosen[Math.floor(at / m)],
        other: chosen[at % m],
        common: common[at],
        alike: alike[at],
        wrong: wrong[at],
        expected: expected[at],
        chance,
      },
    ];
  });
}
