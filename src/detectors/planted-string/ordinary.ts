// What is ordinary in a corpus, as a scan for change uses it: plain data that every worker is given.
import type { Canary } from './canaries.ts';
import type { Bits } from './pairs.ts';

/** The windows in which a change is looked for, in tokens: what a page is about, and a sentence or two within it. */
export const wide = 96;
export const narrow = 32;
/** Ordinary tokens that stand before every window. */
export const prior = 8;
/** Tokens after a string within which a change is put down to it. */
export const reach = 48;
/** What changes: the kind of text (its words' frequency, signs, order), its topic, or its kind within the narrow window. */
export const channels = ['kind', 'topic', 'narrow'] as const;
export type Channel = (typeof channels)[number];

export interface Ordinary {
  /** For each word id 32 whitened features of six bits, one byte each, in eight 32-bit words. */
  readonly table: Int32Array<ArrayBuffer>;
  /** Mean of the ordinary token in the same units, 32 numbers. */
  readonly mean: Float64Array<ArrayBuffer>;
  /** Square of the size of one unit in each feature: a sum of squared differences is then a squared distance. */
  readonly scale: Float64Array<ArrayBuffer>;
  /** What a pair that was seen adds to features 30 and 31, and what a capital adds to feature 31. */
  readonly pairSeen: readonly [number, number];
  readonly capital: number;
  /** Pairs of neighbouring words that were seen. */
  readonly pairs: Bits;
  /** Words and pairs that are too frequent to be part of a planted string. */
  readonly frequentWords: Bits;
  readonly frequentPairs: Bits;
  /** How much a word says of a topic, 0 to 255. */
  readonly weight: Uint8Array<ArrayBuffer>;
  /** The change that one document in ten holds somewhere, in each channel. */
  readonly thresholds: Readonly<Record<Channel, number>>;
  /** The change of topic that every other document holds: too weak to be one, enough to look at what stands right there. */
  readonly slight: number;
  /** Share of the changes looked at that are no slight ones. */
  readonly strong: number;
  /** Share of random places with such a change right after them, and within reach after them. */
  readonly near: number;
  readonly far: number;
  /** What would have been found: measured on the sample. */
  readonly canaries: readonly Canary[];
}
