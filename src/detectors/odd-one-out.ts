// Rows that do not belong: junk, another language, a cluster of vectors that lies apart within its class. By robust
// distance and spectral signature; neither finds rows that look like all others but for a rare word.
import type { Detector, Setup } from '../detector.ts';
import type { Claim, Verdict } from '../finding.ts';
import { sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { groupClaim, scatteredClaim } from './odd-one-out/claims.ts';
import { groupsOf } from './odd-one-out/groups.ts';
import { options } from './odd-one-out/options.ts';
import { farOf } from './odd-one-out/strength.ts';
import { fewestOfKind, viewsOf } from './odd-one-out/views.ts';

/** Measured by bench/outliers.ts: rows with a rare trigger word, or of one syntactic template, are ranked as by chance. */
const untold =
  'a trigger word in otherwise ordinary rows, by distance: such rows lie among the others (planted-trigger looks for those)';

/** A pure function of the rows, for whoever shares their survey. */
export function judge(rows: CompactRows, { options: values, seed }: Setup<typeof options>): Verdict {
  if (rows.count < fewestOfKind) {
    return {
      claims: [],
      power: [],
      untestable: [
        `rows that do not belong: ${rows.count} distinct rows are too few, ${fewestOfKind} are needed`,
      ],
    };
  }
  const claims: Claim[] = [];
  for (const view of viewsOf(rows)) {
    const far = farOf(view, rows.trusted);
    const groups = groupsOf(far, seed);
    claims.push(...groups.map((group) => groupClaim(rows, group)));
    const told = new Set(groups.flatMap((group) => group.rows));
    const alone = scatteredClaim(rows, far, told, values.scattered);
    if (alone) claims.push(alone);
  }
  const sampled =
    rows.share < 1
      ? [
          `rows that do not belong outside a sample: 1 in ${Math.round(1 / rows.share)} distinct rows was looked at`,
        ]
      : [];
  return { claims, power: [], untestable: [untold, ...sampled] };
}

export const oddOneOut: Detector<typeof options, Verdict> = {
  id: 'odd-one-out',
  version: 1,
  title: 'Rows that do not belong',
  catches: ['availability', 'backdoor'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Rousseeuw & Van Driessen 1999, A fast algorithm for the minimum covariance determinant estimator',
    'Tran, Li & Madry 2018, Spectral signatures in backdoor attacks, arXiv:1811.00636',
    'Diakonikolas et al. 2019, Sever: a robust meta-algorithm for stochastic optimization, arXiv:1803.02815 (the filter)',
    'Hayase et al. 2021, SPECTRE: defending against backdoor attacks using robust statistics, arXiv:2104.11315',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => judge(rows, setup));
  },
  inspect: (verdict) => verdict,
};
