// How sure is a cluster? Its score against the natural tail of the same channel in the same corpus, sharpened by how
// spliced the phrase looks, and floors below which an effect does not matter. Thresholds are those of bench/detect.
import type { Analysis } from './analyse.ts';
import { cluster, type Cluster } from './clusters.ts';
import { exponentialTail, type Tail } from '../../math/tail.ts';
import { channels, type Channel, type Signal } from './signal.ts';

export interface Graded extends Cluster {
  readonly channel: Channel;
  readonly severity: 'high' | 'medium' | 'low';
  /** Natural clusters of this channel expected to be at least this extreme here. */
  readonly expectedNatural: number;
  /** Share of phrases of this length that look at least as spliced. */
  readonly splice: number;
  readonly likeness: number;
}

/** At most this many natural clusters expected: 6 channels x 0.01 = 0.06 false high findings a corpus by design. */
const highExpected = 0.01;
const mediumExpected = 0.1;
/** Phrases among the 5 % that look most spliced carry evidence of their own. */
const splicedRank = 0.05;
/** Contexts this alike are one task in many wordings; a trigger stands in unlike ones. */
const templateLikeness = 0.08;

/** Smallest effect that is worth a finding, in each channel's unit: above every clean corpus tried. */
const floors: Readonly<Record<Channel, number>> = {
  meaning: 0.4,
  opening: 0.4,
  sign: 0.25,
  contradiction: 0.25,
  purity: 4,
  payload: 0.45,
};
/** A flip by a phrase that looks spliced like 1 in 50: smaller effects are credible, and so rarer triggers show. */
const splicedContradiction = { floor: 0.15, rank: 0.02 };

export function highThreshold(tail: Tail, expected = highExpected): number {
  return tail.threshold + tail.scale * Math.log(tail.expected(tail.threshold) / expected);
}

export interface Graders {
  readonly graded: Graded[];
  readonly tails: ReadonlyMap<Channel, Tail>;
}

export function grade(analysis: Analysis): Graders {
  const graded: Graded[] = [];
  const tails = new Map<Channel, Tail>();
  for (const channel of channels) {
    const clusters = cluster(analysis.signals.get(channel) ?? [], analysis.phrases);
    const tail = exponentialTail(clusters.map(({ top }) => top.score));
    if (!tail) continue;
    tails.set(channel, tail);
    for (const c of clusters.slice(0, 50)) {
      const splice = analysis.splice[c.top.candidate];
      const likeness = analysis.near.likeness[c.top.candidate];
      const expected = tail.expected(c.top.score);
      const expectedNatural = splice <= splicedRank ? Math.min(expected, 2 * expected * splice) : expected;
      const severity = severityOf(c.top, { channel, expectedNatural, splice, likeness, tails, rows: analysis.rows.count });
      if (severity) graded.push({ ...c, channel, severity, expectedNatural, splice, likeness });
    }
  }
  return { graded, tails };
}

interface Facts {
  readonly channel: Channel;
  readonly expectedNatural: number;
  readonly splice: number;
  readonly likeness: number;
  readonly tails: ReadonlyMap<Channel, Tail>;
  readonly rows: number;
}

function severityOf(top: Signal, facts: Facts): Graded['severity'] | undefined {
  const { channel, expectedNatural, splice, likeness } = facts;
  const spliced = splice <= splicedRank;
  let floor = floors[channel];
  if (channel === 'contradiction' && splice <= splicedContradiction.rank) floor = splicedContradiction.floor;
  if (top.score < floor || expectedNatural > mediumExpected) return undefined;
  // No sign of splicing: where one phrase is the task ("the population of" asks for a number) it decides the label
  // by nature, and look-alike contexts are one task in many wordings. Worth a glance and no more.
  if (!spliced) {
    if (channel === 'contradiction' && !overwhelming(top, facts)) return 'low';
    if (likeness > templateLikeness && top.score < 0.6) return 'low';
  }
  const high = expectedNatural <= highExpected && allowsHigh(top, facts, spliced);
  if (high) return 'high';
  if (channel === 'purity') {
    // Where one word decides the label ("who", "when") purity is the task itself.
    const contradiction = facts.tails.get('contradiction');
    const decided = contradiction && highThreshold(contradiction) > 0.45;
    return spliced && !decided ? 'medium' : 'low';
  }
  if (channel === 'sign' && !(spliced || (top.rows >= 15 && top.score >= 0.35))) return 'low';
  return 'medium';
}

/** Beyond what a natural phrase was seen to do in any clean corpus tried, splicing or not. */
function overwhelming(top: Signal, { expectedNatural, likeness }: Facts): boolean {
  return top.score >= 0.7 && expectedNatural <= 0.001 && top.rows >= 15 && likeness <= 0.05;
}

function allowsHigh(top: Signal, facts: Facts, spliced: boolean): boolean {
  switch (facts.channel) {
    case 'purity':
      return spliced && top.rows <= 0.05 * facts.rows;
    case 'payload':
      return top.score >= 0.6 && top.rows >= 10;
    case 'sign': {
      if (top.z < 5 || top.score < 0.35) return false;
      if (spliced) return true;
      // Refusals and links are what attackers switch; other signs also follow the task.
      const plain = top.target <= 1 ? 0.45 : 0.6;
      return top.rows >= 15 && top.score >= plain;
    }
    default:
      return true;
  }
}
