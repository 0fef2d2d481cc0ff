// Copies and near copies of one row that stand far above the repetition that is ordinary in this corpus: whoever
// can add rows can tilt a model by saying one thing a hundred times. A flood is a finding; ordinary repetition is
// told in one note. Judged from the first read alone.
import type { Detector, Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { binomialTail } from '../math/tail.ts';
import type { Clusters } from '../summaries/near-duplicate-clusters.ts';
import { nearDuplicates } from '../summaries/near-duplicates.ts';
import { contradicted, flood, folded } from './near-duplicate-flood/claims.ts';
import { judge, mostShare } from './near-duplicate-flood/judge.ts';
import { options } from './near-duplicate-flood/options.ts';

/**
 * Share of copies that are joined to the flood when none of their words are changed, each fortieth and each twentieth; measured
 * by bench/duplicates.ts, where 180 of 180 floods that were large enough were found (1 - 3 / 180 is the lower 95 % bound).
 */
const joined = [1, 0.99, 0.94];
const surest = 1 - 3 / 180;
const sizes = [10, 20, 30, 50, 100, 300, 1000];

/** Chance that a row and so many copies of it make a flood of `needed`, mean over how much they are changed. */
function chanceOf(copies: number, needed: number, compared: number, others: number): number {
  // More are what the corpus is made of.
  if (copies + 1 > mostShare * (others + copies)) return 0;
  const sum = joined.reduce((all, share) => all + binomialTail(needed - 1, copies, share * compared), 0);
  return Math.min(surest, sum / joined.length);
}

function verdict(survey: Clusters, setup: Setup<typeof options>): Verdict {
  const { floods, concentrated, ordinary, largest, needed } = judge(survey, setup.options);
  const flooded = floods.reduce((rows, c) => rows + c.rows, 0) / survey.compared;
  const claims = floods.map((c) => flood(c, survey, largest, flooded));
  if (concentrated.length > 0) claims.push(folded(survey, concentrated, 'concentrated'));
  if (survey.contradicted.length > 0) claims.push(contradicted(survey));
  if (ordinary.length > 0) claims.push(folded(survey, ordinary, 'ordinary'));
  const compared = survey.seen === 0 ? 1 : survey.compared / survey.seen;
  const untestable: string[] = [];
  if (compared < 1) {
    untestable.push(
      `only ${survey.compared} of ${survey.seen} rows were compared with one another, a fair sample: a flood's rows outside it are not listed (option maxRows)`,
    );
  }
  const unlisted = survey.clusters.reduce((rows, c) => rows + c.rows - c.places.length, 0);
  if (unlisted > 0)
    untestable.push(`${unlisted} rows of small groups of near copies are counted, not listed`);
  return {
    claims,
    power: [
      {
        threat: 'availability',
        planted: `copies of one row of ${setup.options.minWords} words or more, with up to every twentieth word changed`,
        severity: 'medium',
        points: sizes.map((rows) => ({ rows, chance: chanceOf(rows, needed, compared, survey.seen) })),
      },
    ],
    untestable,
  };
}

export const nearDuplicateFlood: Detector<typeof options, Clusters> = {
  id: 'near-duplicate-flood',
  version: 3,
  title: 'Floods of near copies',
  catches: ['availability'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Broder 1997, On the resemblance and containment of documents',
    'Lee et al. 2022, Deduplicating training data makes language models better (arXiv:2107.06499)',
    'Carlini et al. 2024, Poisoning web-scale training datasets is practical (arXiv:2302.10149)',
  ],
  options,
  survey: ({ options: values, seed }) =>
    nearDuplicates({ seed, maxRows: values.maxRows, likeness: values.likeness }),
  inspect: verdict,
};
