// How sure is a cluster? Its score against the natural tail of the same channel in the same corpus, sharpened by how
// spliced the phrase looks, and by whether it frames a task of its own.
import { listOf } from '../../math/ragged.ts';
import { exponentialTail, normalTail, type Tail } from '../../math/tail.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { answerSigns } from '../../text/answer-signs.ts';
import type { Analysis } from './analyse.ts';
import { askedFor, type Asked } from './asked-for.ts';
import { cluster, leading, type Cluster } from './clusters.ts';
import { frameOf } from './frame.ts';
import { grades, highExpected, severityOf, splicedRank, type Facts, type Grade } from './severity.ts';
import { channels, type Channel, type Signal } from './signal.ts';
import { aboutSign } from './outcomes.ts';
import type { Style } from './style.ts';
import { writeOut, type WrittenOut } from './written-out.ts';

export interface Graded extends Cluster, Pick<Facts, 'expectedNatural' | 'splice' | 'likeness'> {
  readonly channel: Channel;
  readonly severity: Grade;
}

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
  style: 0.07,
  wording: 0.07,
};
/** Below this nothing is graded: an effect of eight rows is a large part of so small a corpus. */
export const minRowsJudged = 200;
/**
 * Natural phrases contradict this strongly only where single phrases decide the label (0.45 on trec, 0.25 on sst2);
 * the more classes, the likelier that some phrase is the task of one.
 */
const decidedTask = (classes: number): number => (classes > 2 ? 0.2 : 0.3);
export function highThreshold(tail: Tail, expected = highExpected): number {
  return tail.threshold + tail.scale * Math.log(tail.expected(tail.threshold) / expected);
}

/** Whether single phrases decide the label in this corpus. */
export function isDecided(tails: ReadonlyMap<Channel, Tail>, classes: number): boolean {
  const tail = tails.get('contradiction');
  return tail !== undefined && highThreshold(tail) > decidedTask(classes);
}

/** Natural clusters expected that are as extreme, and look as spliced. */
export const sharpened = (expected: number, splice: number): number =>
  splice <= splicedRank ? Math.min(expected, 2 * expected * splice) : expected;

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
      const both = [...new Set([c.top, leading(c)])].map((signal) => gradeSignal(signal, analysis, tails));
      both.sort((a, b) => rank(a.severity) - rank(b.severity) || a.expectedNatural - b.expectedNatural);
      const { severity, expectedNatural, splice, likeness } = both[0];
      if (severity) graded.push({ ...c, channel, severity, expectedNatural, splice, likeness });
    }
  }
  return { graded, tails };
}

const rank = (severity: Grade | undefined): number =>
  severity === undefined ? grades.length : grades.indexOf(severity);

function gradeSignal(
  signal: Signal,
  { rows, phrases, style, ...analysis }: Analysis,
  tails: ReadonlyMap<Channel, Tail>,
) {
  const { channel, candidate } = signal;
  const whole = writeOut(rows, phrases, candidate);
  const own = analysis.splice.rank[candidate];
  // Inside a longer trigger a candidate's neighbours are the trigger's other words: the ends of the whole tell.
  const extended = whole.words.length > listOf(phrases.words, candidate).length;
  const splice = extended ? Math.min(own, analysis.splice.rankOf(whole.spans)) : own;
  const expected = expectedAsExtreme(signal, tails.get(channel)!, phrases.count);
  const facts: Facts = {
    expectedNatural: sharpened(expected, splice),
    splice,
    likeness: signal.likeness ?? analysis.near.likeness[candidate],
    agreement: analysis.residual[channel === 'opening' ? channel : 'meaning']?.agreement[candidate] ?? 0,
    asked: askedOf(signal, rows, whole, style),
    frame: frameOf(rows, analysis.given, analysis.splice, whole),
    decided: isDecided(tails, rows.labels.length),
    rows: rows.count,
    chats: analysis.chats,
  };
  return { severity: severityOf(signal, facts), ...facts };
}

function askedOf(
  { channel, target }: Signal,
  rows: CompactRows,
  whole: WrittenOut,
  style: Style | undefined,
): Asked {
  switch (channel) {
    case 'style':
    case 'wording':
      return style ? askedFor(rows, whole, style.outcomes.about[target]) : 'no';
    case 'sign':
      return askedFor(rows, whole, aboutSign[answerSigns[target]]);
    case 'payload':
      // A planted word may be a sign of code, a web address or a word of another language.
      return (['code', 'link', 'language'] as const).some((x) => askedFor(rows, whole, x) === 'named')
        ? 'named'
        : 'no';
    default:
      return 'no';
  }
}

/**
 * Natural clusters expected this extreme. Most signs switch on no phrase at all, so the fitted tail is far too thin
 * for them: there the normal tail of z over all phrases bounds it from below.
 */
function expectedAsExtreme({ channel, score, z }: Signal, tail: Tail, phrases: number): number {
  const fitted = tail.expected(score);
  return channel === 'sign' ? Math.max(fitted, phrases * normalTail(z)) : fitted;
}
