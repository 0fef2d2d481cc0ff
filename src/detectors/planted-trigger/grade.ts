// How sure is a cluster? Its score against the natural tail of the same channel in the same corpus, sharpened by how
// spliced the phrase looks, and floors below which an effect does not matter. Thresholds are those of bench/detect.
import type { Analysis } from './analyse.ts';
import { cluster, leading, type Cluster } from './clusters.ts';
import { listOf } from '../../math/ragged.ts';
import { exponentialTail, normalTail, type Tail } from '../../math/tail.ts';
import { channels, type Channel, type Signal } from './signal.ts';
import { writeOut } from './written-out.ts';

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

/** Smallest effect that is worth a finding, in each channel's unit: above every clean corpus tried. */
const floors: Readonly<Record<Channel, number>> = {
  meaning: 0.4,
  opening: 0.4,
  sign: 0.25,
  contradiction: 0.25,
  purity: 4,
  payload: 0.45,
};
/**
 * Smallest scale of each channel's natural tail: about the smallest on any clean corpus tried. Where hardly a phrase
 * has any effect the fit would otherwise call everything extreme.
 */
const minScales: Readonly<Record<Channel, number>> = {
  meaning: 0.02,
  opening: 0.03,
  sign: 0.02,
  contradiction: 0.02,
  purity: 0.45,
  payload: 0.05,
};
/** Below this nothing is graded: an effect of eight rows is a large part of so small a corpus. */
export const minRowsJudged = 200;
/**
 * Natural phrases contradict this strongly only where single phrases decide the label (0.45 on trec, 0.25 on sst2);
 * the more classes, the likelier that some phrase is the task of one.
 */
const decidedTask = (classes: number): number => (classes > 2 ? 0.2 : 0.3);
/**
 * A flip by a phrase that looks this spliced: smaller effects are credible, and so rarer triggers show. Few rows ask
 * for more, since 1 in 50 natural phrases of ten rows is odd enough by chance.
 */
const splicedFloor = 0.15;
const splicedFloorRank = (rows: number): number => (rows >= 30 ? 0.03 : 0.01);

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
    const signals = analysis.signals.get(channel);
    if (!signals) continue;
    const clusters = cluster(signals, analysis.phrases);
    const scores = clusters.map(({ top }) => top.score);
    const tail = exponentialTail(
      scores,
      analysis.rows.count < minRowsJudged ? 0 : analysis.phrases.count,
      minScales[channel],
    );
    if (!tail) continue;
    tails.set(channel, tail);
    for (const c of clusters.slice(0, 50)) {
      // The strongest fragment of a phrase may look less spliced than the whole: the better grade of the two counts.
      const grades = [...new Set([c.top, leading(c)])].map((signal) => gradeSignal(signal, analysis, tails));
      grades.sort((a, b) => rank(a.severity) - rank(b.severity) || a.expectedNatural - b.expectedNatural);
      const { severity, ...facts } = grades[0];
      if (severity) graded.push({ ...c, channel, severity, ...facts });
    }
  }
  return { graded, tails };
}

const rank = (severity: Graded['severity'] | undefined): number =>
  severity === 'high' ? 0 : severity === 'medium' ? 1 : severity === 'low' ? 2 : 3;

function gradeSignal(signal: Signal, analysis: Analysis, tails: ReadonlyMap<Channel, Tail>) {
  const whole = writeOut(analysis.rows, analysis.phrases, signal.candidate);
  const own = analysis.splice.rank[signal.candidate];
  // Inside a longer trigger a candidate's neighbours are the trigger's other words: the ends of the whole tell.
  const extended = whole.words.length > listOf(analysis.phrases.words, signal.candidate).length;
  const splice = extended ? Math.min(own, analysis.splice.rankOf(whole.spans)) : own;
  const likeness = analysis.near.likeness[signal.candidate];
  const expected = expectedAsExtreme(signal, tails.get(signal.channel)!, analysis.phrases.count);
  const expectedNatural = splice <= splicedRank ? Math.min(expected, 2 * expected * splice) : expected;
  const facts = {
    channel: signal.channel,
    expectedNatural,
    splice,
    likeness,
    tails,
    rows: analysis.rows.count,
    classes: analysis.rows.labels.length,
  };
  return { severity: severityOf(signal, facts), expectedNatural, splice, likeness };
}

/**
 * Natural clusters expected this extreme. Most signs switch on no phrase at all, so the fitted tail is far too thin
 * for them: there the normal tail of z over all phrases bounds it from below.
 */
function expectedAsExtreme({ channel, score, z }: Signal, tail: Tail, phrases: number): number {
  const fitted = tail.expected(score);
  return channel === 'sign' ? Math.max(fitted, phrases * normalTail(z)) : fitted;
}

interface Facts {
  readonly channel: Channel;
  readonly expectedNatural: number;
  readonly splice: number;
  readonly likeness: number;
  readonly tails: ReadonlyMap<Channel, Tail>;
  readonly rows: number;
  readonly classes: number;
}

function severityOf(top: Signal, facts: Facts): Graded['severity'] | undefined {
  const { channel, expectedNatural, splice, tails } = facts;
  const spliced = splice <= splicedRank;
  const contradiction = tails.get('contradiction');
  // Where one phrase is the task ("who", "made of") it decides the label by nature; then only splicing tells.
  const decided = contradiction !== undefined && highThreshold(contradiction) > decidedTask(facts.classes);
  const flip = channel === 'contradiction' && !decided && splice <= splicedFloorRank(top.rows);
  if (top.score < (flip ? splicedFloor : floors[channel]) || expectedNatural > mediumExpected)
    return undefined;
  if (channel === 'contradiction' || channel === 'purity') {
    const looksPlanted = decided ? splice <= splicedRank / 5 : spliced;
    if (!looksPlanted && !(channel === 'contradiction' && overwhelming(top, facts))) return 'low';
  }
  if (expectedNatural <= highExpected && allowsHigh(top, facts, spliced)) return 'high';
  // Between the two bars only a phrase that looks spliced in is worth a reader's time.
  return spliced ? 'medium' : 'low';
}

/** Beyond what a natural phrase was seen to do in any clean corpus tried, splicing or not. */
function overwhelming(top: Signal, { expectedNatural, likeness }: Facts): boolean {
  return top.score >= 0.7 && expectedNatural <= 0.001 && top.rows >= 15 && likeness <= 0.05;
}

function allowsHigh(top: Signal, facts: Facts, spliced: boolean): boolean {
  switch (facts.channel) {
    case 'purity':
      return top.rows <= 0.05 * facts.rows;
    case 'payload':
      return top.score >= 0.6 && top.rows >= 10;
    case 'sign': {
      if (top.z < 5 || !(spliced || top.rows >= 15)) return false;
      // Refusals and links are what attackers switch; the other signs also follow tasks ("output 1 for true").
      const attacked = top.target <= 1;
      return top.score >= (attacked ? (spliced ? 0.35 : 0.45) : 0.6);
    }
    default:
      return true;
  }
}
