// What would have been found: pairs of this corpus swapped in thought, as if a phrase stood in their prompts, and how often
// their evidence would have been enough.
import type { Power } from '../../finding.ts';
import { random } from '../../math/random.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { evidenceIfSwapped, type Reversal } from './reversed.ts';
import type { SwapShare } from './swap-share.ts';

const draws = 200;
/** 200 draws without a miss say no more than this (rule of three). */
const surest = 1 - 3 / draws;

interface Looked {
  readonly rows: CompactRows;
  readonly margins: Float32Array;
  readonly reversal: Reversal;
  readonly swaps: SwapShare;
  /** Evidence of a high finding. */
  readonly needed: number;
  readonly minRows: number;
  readonly maxShare: number;
  readonly ratings: boolean;
}

export function powerOf(looked: Looked, seed: number): Power[] {
  const { rows, margins, reversal, swaps, needed, minRows, maxShare, ratings } = looked;
  if (!Number.isFinite(needed)) return [];
  const next = random(seed);
  const points = [8, 10, 15, 20, 30, 50, 100, 200].map((n) => {
    let enough = 0;
    const seen = Math.round(n * rows.share);
    // The model learns from the swapped pairs too: it is that much less sure, and loses more often anyway.
    const part = Math.min(0.5, seen / rows.count);
    for (let draw = 0; draw < draws; draw++) {
      let sum = 0;
      for (let k = 0; k < seen; k++) {
        const row = Math.floor(next() * rows.count);
        sum += evidenceIfSwapped(
          Math.min(0.5, reversal.rate[row] + part),
          (1 - 2 * part) * margins[row],
          swaps,
        );
      }
      if (sum >= needed) enough++;
    }
    const isLookedAt = seen >= minRows && seen <= maxShare * rows.count;
    return { rows: n, chance: isLookedAt ? Math.min(enough / draws, surest) : 0 };
  });
  return [
    {
      threat: 'backdoor',
      planted: ratings
        ? 'a phrase put into prompts whose ratings are then turned round'
        : 'a phrase put into prompts whose preferred and rejected answers are then swapped',
      severity: 'high',
      points,
    },
  ];
}
