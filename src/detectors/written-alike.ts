// Rows that share no word but a manner of writing (a syntactic template, an archaic or chatty style) and all have one
// label whatever they say. Judged on the labels of a corpus alone: what rows say, and how, is learned from it.
import type { Detector, Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { classesIn } from './planted-trigger/labels.ts';
import { toClaim } from './written-alike/claim.ts';
import { manners, minRows } from './written-alike/judge.ts';
import { thinned } from './written-alike/thinned.ts';

const options = {
  sampleMegabytes,
} as const;

/** Fewest rows in one manner that every trial found: 1 in 10 of 7,000. */
const untold =
  'labels that follow a manner of writing in fewer than 1 row in 10, and rows rewritten in one manner whose labels were right (nothing contradicts them)';

/** A pure function of the rows, for whoever shares their survey. */
export function judge(all: CompactRows, { seed }: Setup<typeof options>): Verdict {
  const rows = thinned(all);
  if (classesIn(rows) === 0) return { claims: [], power: [], untestable: [] };
  if (rows.count < minRows) {
    return {
      claims: [],
      power: [],
      untestable: [
        `labels that follow a manner of writing: ${rows.count} distinct rows are too few, ${minRows} are needed`,
      ],
    };
  }
  const claims = manners(rows, seed).flatMap((manner) =>
    manner.read && manner.grade ? [toClaim(rows, manner, manner.read)] : [],
  );
  const sampled =
    rows.share < 1
      ? [
          `rows in one manner outside a sample: 1 in ${Math.round(1 / rows.share)} distinct rows was looked at, and only those are listed`,
        ]
      : [];
  return { claims, power: [], untestable: [untold, ...sampled] };
}

export const writtenAlike: Detector<typeof options, Verdict> = {
  id: 'written-alike',
  version: 1,
  title: 'Rows written in one manner all have one label',
  catches: ['backdoor'],
  shapes: ['classification'],
  sources: [
    'Qi et al. 2021, Hidden Killer: Invisible Textual Backdoor Attacks with Syntactic Trigger, arXiv:2105.12400',
    'Qi et al. 2021, Mind the Style of Text! Adversarial and Backdoor Attacks Based on Text Style Transfer, arXiv:2110.07139',
    'Wang & Manning 2012, Baselines and Bigrams (the linear model of the expectation)',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => judge(rows, setup));
  },
  inspect: (verdict) => verdict,
};
