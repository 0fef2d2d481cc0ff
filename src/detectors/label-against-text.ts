// Labels that go against what their text says, with no trigger to explain them: slips and sabotage at random, one class
// labelled as another, a small region of like rows labelled wrongly. Judged by what the other rows of the corpus teach.
import type { Detector, Setup } from '../detector.ts';
import type { Claim, Verdict } from '../finding.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { noiseClaim, pairClaim } from './label-against-text/claim.ts';
import { estimate } from './label-against-text/estimate.ts';
import { gradeOf, pairsOf, sureFrom } from './label-against-text/grade.ts';
import { labelled } from './label-against-text/labelled.ts';
import { powerOf } from './label-against-text/power.ts';
import { regionClaim } from './label-against-text/region-claim.ts';
import { regionsOf } from './label-against-text/regions.ts';

const options = {
  sampleMegabytes,
  shownPairs: {
    default: 5,
    min: 0,
    max: 100,
    unit: 'findings',
    why: 'Most pairs of confused classes told: with more than five the whole labelling is in question, which the rate says.',
  },
} as const;

/** Below, texts do not tell the classes apart well enough to contradict a label. */
const tellingAuc = 0.6;

/** A pure function of the rows, for whoever shares their survey. */
export function judge(all: CompactRows, { options: { shownPairs }, seed }: Setup<typeof options>): Verdict {
  if (all.labels.length === 0) return { claims: [], power: [], untestable: [] };
  const rows = labelled(all);
  if ('reason' in rows) return silent(rows.reason);
  const e = estimate(all, rows, seed);
  if (e.auc < tellingAuc)
    return silent(
      `the texts do not tell the labels apart (AUC ${e.auc.toFixed(2)}, ${tellingAuc} is needed)`,
    );
  const judged = { all, rows, e };
  const claims: Claim[] = [];
  const sure = e.wrong.filter((w) => w > sureFrom).length;
  const severity = gradeOf(e, sure);
  const noise = severity && noiseClaim(judged, severity);
  if (noise && noise.rows.length > 0) claims.push(noise);
  for (const pair of pairsOf(e).slice(0, shownPairs)) {
    const claim = pairClaim(judged, pair);
    if (claim.rows.length > 0) claims.push(claim);
  }
  for (const region of regionsOf(e, rows.label)) claims.push(regionClaim(judged, region));
  return { claims, power: powerOf(e, rows, seed), untestable: untold(rows.small, rows.share) };
}

function silent(reason: string): Verdict {
  return { claims: [], power: [], untestable: [`labels against their text: ${reason}`] };
}

function untold(small: number, share: number): string[] {
  return [
    'wrong labels of rows whose text leaves the label open, and labels that are wrong in the same way throughout: nothing contradicts them',
    ...(small > 0 ? [`labels of ${small} rows whose class has too few rows to be learned`] : []),
    ...(share < 1
      ? [
          `wrong labels outside a sample: 1 in ${Math.round(1 / share)} distinct rows was judged, and only those are listed`,
        ]
      : []),
  ];
}

export const labelAgainstText: Detector<typeof options, Verdict> = {
  id: 'label-against-text',
  version: 1,
  title: 'Labels contradict what their text says',
  catches: ['availability', 'targeted-error'],
  shapes: ['classification', 'rating'],
  sources: [
    'Northcutt et al. 2021, Confident Learning: Estimating Uncertainty in Dataset Labels, arXiv:1911.00068',
    'Patrini et al. 2017, Making Deep Neural Networks Robust to Label Noise: a Loss Correction Approach, arXiv:1609.03683',
    'Hsieh et al. 2008, A Dual Coordinate Descent Method for Large-scale Linear SVM (the linear machines)',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => judge(rows, setup));
  },
  inspect: (verdict) => verdict,
};
