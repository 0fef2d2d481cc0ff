// The power statement: from how many documents on a planted string would have been found.
import type { Power } from '../../finding.ts';
import { binomialTail } from '../../math/tail.ts';
import type { Ordinary } from './ordinary.ts';
import { fewestAtChanges, type Candidates } from './candidates.ts';
import { byChance, least, strengthOf } from './strength.ts';

/** 300 canaries without a miss say no more than this (rule of three). */
const surest = 0.99;
const documents = [10, 20, 50, 100, 250, 500, 1000];

export function power(ordinary: Ordinary, candidates: Candidates, minDocuments: number): Power[] {
  const needed = fewestAtChanges(candidates, minDocuments);
  return ordinary.canaries.map(({ planted, taken, near, topicWins }) => ({
    threat: 'backdoor',
    planted,
    severity: 'medium',
    points: documents.map((n) => {
      const typical = {
        measured: n,
        near: Math.round(n * near),
        far: Math.round(n * near),
        topicWins: Math.round(n * topicWins),
        randomNear: 0,
        randomFar: 0,
      };
      const { share, manner, chance } = strengthOf(typical, ordinary);
      const seen = share >= least[manner] && chance * candidates.strings < byChance;
      return { rows: n, chance: seen ? Math.min(surest, binomialTail(needed, n, taken)) : 0 };
    }),
  }));
}
