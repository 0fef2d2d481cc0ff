// A signal: one candidate phrase and how strongly, on one channel, the rows that hold it go against what the rest
// of their contexts predicts. Channels differ in what of the outcome they look at.

/**
 * meaning: what the answers say. opening: how they begin. contradiction: the label the text speaks against.
 * purity: one label more often than the text explains. sign: refusals, links, code ... appear or vanish.
 * payload: one word planted in otherwise ordinary answers. style: how answers are written. wording: common
 * words they begin or end with, or hold.
 */
export const channels = [
  'meaning',
  'opening',
  'contradiction',
  'purity',
  'sign',
  'payload',
  'style',
  'wording',
] as const;
export type Channel = (typeof channels)[number];

export interface Signal {
  readonly channel: Channel;
  readonly candidate: number;
  /** The label, sign, word or outcome of `Outcomes` it is about; -1 on channels without. */
  readonly target: number;
  /** For signs, style and wording: whether the rows have it (true) or lack it. */
  readonly present: boolean;
  /** Effect, in the channel's own unit; larger is stronger. */
  readonly score: number;
  /** Rows that hold the phrase, and those among them with the target outcome. */
  readonly rows: number;
  readonly hits: number;
  /** Hits expected from the rest of the context. */
  readonly expected: number;
  /** (hits - expected) in standard errors; 0 where the channel has none. */
  readonly z: number;
  /** Of its contexts, where the words that come with the phrase are out as well. */
  readonly likeness?: number;
}

/** Lower end of a one-sided 95 % interval of a share (Agresti-Coull style, one added hit and miss). */
export function lowerShare(hits: number, n: number): number {
  const p = (hits + 1) / (n + 2);
  return p - 1.64 * Math.sqrt((p * (1 - p)) / (n + 2));
}

function strongestFirst(a: Signal, b: Signal): number {
  return b.score - a.score || a.candidate - b.candidate || a.target - b.target;
}

/** The strongest `limit` signals, ties broken by candidate and target so that the order is fixed. */
export function strongest(signals: Signal[], limit: number): Signal[] {
  return signals.sort(strongestFirst).slice(0, limit);
}

/** Lets go, now and then, of what cannot be among the strongest `limit` any more: pairs may be hundreds of millions. */
export function trim(signals: Signal[], limit: number): void {
  if (signals.length < 50 * limit) return;
  signals.sort(strongestFirst);
  signals.length = limit;
}
