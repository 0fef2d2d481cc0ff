// Weights by the minimum covariance determinant (Rousseeuw & Van Driessen 1999): rows lose weight with their distance from the
// tightest three quarters of their class.
import { chiSquaredQuantile } from '../../math/chi-squared.ts';
import { minimumCovariance } from '../../math/minimum-covariance.ts';
import { weighByClass } from './by-class.ts';
import type { Weigher } from './weigher.ts';

/** Of a half, a tight cluster of far rows may be the tightest (bench/robust). */
const kept = 0.75;
/** Share of ordinary rows, were they normal, that keep their whole weight. */
const ordinary = 0.975;

export const minimumCovarianceWeigher: Weigher = {
  id: 'mcd',
  title: 'Rows far from the tightest three quarters of their class',
  catches: ['availability'],
  blind:
    'Rows with a rare trigger word and a flipped label lie where ordinary rows lie, and keep their weight.',
  sources: [
    'Rousseeuw & Van Driessen 1999, A Fast Algorithm for the Minimum Covariance Determinant Estimator',
  ],
  needsLabels: false,
  weigh: (task) =>
    weighByClass(task, async (rows, seed, step) => {
      const cut = chiSquaredQuantile(ordinary, rows.size);
      const options = { seed, support: Math.ceil(kept * rows.rows) };
      const { distances } = await minimumCovariance(rows, options, step);
      return {
        weights: distances.map((square) => Math.min(1, cut / square)),
        reason: (row) =>
          `${Math.sqrt(distances[row] / cut).toFixed(2)} times as far from its class as 97.5 % of normal rows are`,
      };
    }),
};
