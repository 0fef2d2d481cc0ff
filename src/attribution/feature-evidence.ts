// The features that a user's own model gives to rows and behaviours, as one more kind of evidence. Each behaviour is scored by the
// others as rows are by all, so that what stands out can be told; groups of ordinary rows have features too, and are what it is held
// against.
import { takeRows, type Dense } from '../math/matrix.ts';
import { drawnGroups } from './controls.ts';
import { featureProducts, type ProductOptions } from './influence/feature-products.ts';
import { joined, type Joined, type Ranking } from './join.ts';

export interface FeatureEvidence {
  readonly ranking: Ranking;
  /** What stands out; undefined where nothing does, as with a single behaviour: one always has rows that are nearest to it. */
  readonly joined: Joined | undefined;
  /** How far each of so many groups of ordinary rows stands out, in nats, one after another. */
  readonly controls: (groups: number, seed: number) => Generator<number, void, undefined>;
}

/** Rows in the order of an index. */
export function featureEvidence(
  rows: Dense,
  behaviours: Dense,
  options: ProductOptions = {},
): FeatureEvidence {
  const products = featureProducts(rows, options);
  const { scores, own } = products(behaviours);
  const { product = 'whitened' } = options;
  return {
    ranking: { name: 'given features', unit: product === 'cosine' ? 'cosine' : 'product', scores },
    joined: joined([{ by: 'features', scores, own }], new Set()),
    *controls(groups, seed) {
      for (const drawn of drawnGroups(rows.rows, behaviours.rows, groups, seed)) {
        const of = products(takeRows(rows, [...drawn]));
        yield joined([{ by: 'features', ...of }], drawn)?.found.surprise ?? 0;
      }
    },
  };
}
