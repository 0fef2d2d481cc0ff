// What a certificate comes to: overall, balanced over the classes, and for each class, for a class that is rare may be lost
// while nearly all rows are right.
import type { Certified } from './certify.ts';

export interface ClassShares {
  readonly name: string;
  readonly rows: number;
  /** Share of its rows that are right, whatever the radius. */
  readonly recall: number;
  /** Share of its rows that are right and stay so, for each of the radii. */
  readonly certified: readonly number[];
}

export interface CertifiedShares {
  readonly radii: readonly number[];
  readonly rows: number;
  readonly accuracy: number;
  /** Mean of the recalls of the classes. */
  readonly balancedAccuracy: number;
  readonly certified: readonly number[];
  /** The largest number of poisoned rows that leaves half of all rows right; -1 when half are not right without any. */
  readonly medianRadius: number;
  readonly classes: readonly ClassShares[];
}

const asked = [1, 2, 5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000, 20_000];

export function certifiedShares({ rows, classes, partitions }: Certified): CertifiedShares {
  // No radius is beyond half of the parts.
  const radii = asked.filter((radius) => radius <= (partitions - 1) / 2);
  const held = rows.map(({ label, winner, radius }) => (label === winner ? radius : -1));
  const share = (own: readonly number[], radius: number): number =>
    own.length === 0 ? 0 : own.filter((each) => each >= radius).length / own.length;
  const each = classes
    .map((name, k) => ({ name, own: held.filter((_, i) => rows[i].label === k) }))
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => ({
      name,
      rows: own.length,
      recall: share(own, 0),
      certified: radii.map((radius) => share(own, radius)),
    }));
  const sorted = [...held].sort((a, b) => b - a);
  return {
    radii,
    rows: rows.length,
    accuracy: share(held, 0),
    balancedAccuracy: each.reduce((sum, { recall }) => sum + recall, 0) / Math.max(1, each.length),
    certified: radii.map((radius) => share(held, radius)),
    medianRadius: sorted[Math.ceil(sorted.length / 2) - 1] ?? -1,
    classes: each,
  };
}
