// Weights by the filter for robust means (Diakonikolas et al. 2017, 2019): rows that together stretch their class in some
// direction lose weight.
import { robustMean } from '../../math/robust-mean.ts';
import { weighByClass } from './by-class.ts';
import type { Weigher } from './weigher.ts';

export const robustMeanWeigher: Weigher = {
  id: 'robust-mean',
  title: 'Rows that together stretch their class in one direction',
  catches: ['availability'],
  blind:
    'Rows with a rare trigger word and a flipped label lie where ordinary rows lie, and keep their weight.',
  sources: [
    'Diakonikolas et al. 2017, Being Robust (in High Dimensions) Can Be Practical',
    'Diakonikolas & Kane 2019, Recent Advances in Algorithmic High-Dimensional Robust Statistics',
  ],
  needsLabels: false,
  weigh: (task) =>
    weighByClass(task, async (rows, seed, step) => {
      const { weights, settled, rounds } = await robustMean(rows, { part: task.part, seed }, step);
      return {
        weights,
        reason: () => 'far out along a direction in which its class spreads further than ordinary rows do',
        ...(settled
          ? {}
          : {
              note: `after ${rounds} rounds twice the share that may be poisoned was weighed down, and the rows still spread further than ordinary ones.`,
            }),
      };
    }),
};
