// What would have been found: pairs of this corpus swapped in thought, as if a phrase stood in their prompts, and how often
// their evidence would have been enough.
import type { Power } from '../../finding.ts';
import { random } from '../../math/random.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { evidenceIfSwapped, type Reversal } from './reversed.ts';
import type { SwapShare } from './swap-share.ts';

const draws = 200;

export function powerOf(
  rows: CompactRows,
  margins: Float32Array,
  reversal: Reversal,
  swaps: SwapShare,
  needed: number,
  seed: number,
): Power[] {
  if (!Number.isFinite(needed)) return [];
  const next = random(seed);
  const points = [8, 10, 15, 20, 30, 50, 100, 200].map((n) => {
    let enough = 0;
    const seen = Math.round(n * rows.share);
    for (let draw = 0; draw < draws; draw++) {
      let sum = 0;
      for (let k = 0; k < seen; k++) {
        const row = Math.floor(next() * rows.count);
        sum += evidenceIfSwapped(reversal.rate[row], margins[row], swaps);
      }
      if (sum >= needed) enough++;
    }
    // A phrase in fewer rows of the sample is not looked at.
    return { rows: n, chance: seen >= 8 ? enough / draws : 0 };
  });
  return [
    {
      threat: 'backdoor',
      planted: 'a phrase put into prompts whose preferred and rejected answers are then swapped',
      severity: 'high',
      points,
    },
  ];
}
