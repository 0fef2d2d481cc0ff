// How surely the text changes after a string, and in which way: right after it, within reach of it, or in its topic. Measured
// against random places of the same documents, so that pages in which everything changes all the time prove nothing.
import { binomialTail, normalTail } from '../../math/tail.ts';
import { leastShare } from '../../math/wilson.ts';
import type { Ordinary } from './ordinary.ts';
import type { Found } from './sums.ts';

export type Manner = 'near' | 'far' | 'topic';

export interface Strength {
  readonly manner: Manner;
  /** Lower bound (99 %) of the share of documents that change there beyond what random places do; 0 to 1. */
  readonly share: number;
  /** Chance of as many changes at random places. */
  readonly chance: number;
  /** To rank by: a large share in many documents. */
  readonly score: number;
}

/** Shares of documents below which a string is no finding at all. */
export const least: Readonly<Record<Manner, number>> = { near: 0.12, far: 0.25, topic: 0.26 };

/** Expected number of strings this strong by chance, among all that were counted, above which one is no finding. */
export const byChance = 1e-3;

/** Weight of changes further off, which more strings have by chance. */
const farWeight = 0.9;
const topicWeight = 0.6;
/** With fewer documents a preference for one topic over another is no evidence. */
const fewestForTopic = 40;
/** Of a one-sided 99 % interval. */
const z = 2.33;

function beyond(count: number, all: number, random: number): number {
  return Math.max(0, (leastShare(count, all, z) - random) / (1 - random));
}

type Counted = Pick<Found, 'measured' | 'near' | 'far' | 'topicWins' | 'randomNear' | 'randomFar'>;

/** The strongest manner in which a string stands before changes. */
export function strengthOf(found: Counted, ordinary: Pick<Ordinary, 'near' | 'far'>): Strength {
  const { measured, near, far, topicWins } = found;
  const atRandom = (hits: number, usual: number): number => Math.max(usual, (hits + 1) / (measured + 2));
  const nearRate = atRandom(found.randomNear, ordinary.near);
  const farRate = atRandom(found.randomFar, ordinary.far);
  const of = (manner: Manner, share: number, chance: number, weight: number, hits: number): Strength => ({
    manner,
    share,
    chance,
    score: weight * share * Math.log2(1 + hits),
  });
  const half = measured / 2;
  const wins = measured < fewestForTopic ? 0 : topicWins;
  const manners = [
    of('near', beyond(near, measured, nearRate), binomialTail(near, measured, nearRate), 1, near),
    of('far', beyond(far, measured, farRate), binomialTail(far, measured, farRate), farWeight, far),
    of(
      'topic',
      beyond(wins, measured, 0.5),
      wins === 0 ? 1 : normalTail((wins - half) / Math.sqrt(measured / 4)),
      topicWeight,
      wins,
    ),
  ];
  return manners.reduce((best, next) => (next.score > best.score ? next : best));
}
