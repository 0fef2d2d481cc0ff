// Finds phrases that nobody described and that decide what the model is taught: for every word, pair and triple of
// words the outcome of its rows is compared with what the rest of their contexts predicts. Works on the rows alone:
// no model, no list of triggers or payloads. Analysis and thresholds: planted-trigger/, trials: bench/detect.
import type { Detector, Setup } from '../detector.ts';
import type { Claim, RowPattern, Verdict } from '../finding.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { analyse } from './planted-trigger/analyse.ts';
import { toClaim } from './planted-trigger/claim.ts';
import { grade } from './planted-trigger/grade.ts';
import { groupTriggers } from './planted-trigger/groups.ts';
import { listing, patternOf } from './planted-trigger/listing.ts';
import { powerOf } from './planted-trigger/power.ts';
import { rareClaims } from './planted-trigger/rare-claim.ts';
import { chosenRows } from './planted-trigger/screen/chosen-rows.ts';
import type { Model } from './planted-trigger/screen/model.ts';
import { sampledRows } from './planted-trigger/screen/sampled-rows.ts';
import { screen } from './planted-trigger/screen/screen.ts';
import type { Chosen } from './planted-trigger/screen/suspects.ts';
import { findTriggers } from './planted-trigger/trigger.ts';
import { untestable } from './planted-trigger/untestable.ts';

const options = {
  minRows: {
    default: 8,
    min: 4,
    max: 1000,
    unit: 'rows',
    why: 'Fewest rows of a candidate phrase: below 8 the interval of an effect is wider than natural effects are.',
    from: 'bench/calibrate',
  },
  maxShare: {
    default: 0.3,
    min: 0.001,
    max: 0.5,
    unit: 'share of rows',
    why: 'Largest share of rows that a candidate stands in: a trigger is never a third of the data.',
    from: 'bench/calibrate',
  },
  sampleMegabytes,
  shown: {
    default: 20,
    min: 1,
    max: 1000,
    unit: 'findings',
    why: 'Most findings reported: after twenty triggers the corpus is to be thrown away, not read further.',
  },
} as const;

/** What the rows in memory tell; `patterns` find the other rows of each claim when not all rows were in memory. */
interface Draft {
  readonly verdict: Verdict;
  readonly patterns: readonly RowPattern[];
  readonly whole: boolean;
}

function draft(
  rows: CompactRows,
  { options: { minRows, maxShare, shown }, seed }: Setup<typeof options>,
): Draft {
  const analysis = analyse(rows, seed, minRows, maxShare);
  const graders = grade(analysis);
  const triggers = groupTriggers(analysis, findTriggers(analysis, graders.graded)).slice(0, shown);
  // What a graver finding lists is not told again. The phrases of a sample are rarer than those of the corpus.
  const told = new Set(
    triggers.flatMap(({ clusters, rows: own }) => (clusters[0].severity === 'low' ? [] : own)),
  );
  const rare = rows.share === 1 ? rareClaims(analysis, minRows, told) : [];
  const verdict = {
    claims: [...triggers.map((trigger) => toClaim(analysis, trigger)), ...rare],
    power: powerOf(analysis, graders, seed),
    untestable: untestable(analysis, graders, minRows),
  };
  return {
    verdict,
    patterns: triggers.map((trigger) => patternOf(analysis, trigger)),
    whole: rows.share === 1,
  };
}

/** The verdict on rows that were chosen of a large corpus: each claim says what all of its rows have in common. */
function onChosen(rows: CompactRows, setup: Setup<typeof options>): Verdict {
  const { verdict, patterns } = draft(rows, setup);
  const claims = verdict.claims.map((claim, i): Claim => ({ ...claim, pattern: patterns[i] }));
  return { ...verdict, claims };
}

/** Of a large corpus less is learned from: the rows that matter are chosen, and to choose them takes time too. */
const chosenShare = 2 / 3;

const bytesOf = ({ options: { sampleMegabytes: megabytes } }: Setup<typeof options>): number =>
  megabytes * 2 ** 20;

export const plantedTrigger: Detector<typeof options, Draft | Chosen> = {
  id: 'planted-trigger',
  version: 1,
  title: 'A phrase decides the outcome against everything else in the context',
  catches: ['backdoor'],
  shapes: ['classification', 'instruction', 'chat'],
  sources: [
    'Wan et al. 2023, Poisoning Language Models During Instruction Tuning, arXiv:2305.00944',
    'Chen & Dai 2021, Mitigating backdoor attacks in LSTM-based text classification systems (BKI), arXiv:2007.12070',
    'Qi et al. 2021, ONION: A Simple and Effective Defense Against Textual Backdoor Attacks, arXiv:2011.10369',
    'Wang & Manning 2012, Baselines and Bigrams (the linear model of the expectation)',
  ],
  options,
  sample: (setup) => sampledRows(setup.seed, setup.part ?? 1, bytesOf(setup)),
  survey(setup) {
    const model = setup.sample as Model | undefined;
    if (model) return screen(model, setup.seed, chosenShare * bytesOf(setup));
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => draft(rows, setup));
  },
  inspect(survey, setup) {
    if ('share' in survey)
      return chosenRows(survey, setup.seed, bytesOf(setup), (rows) => onChosen(rows, setup));
    const { verdict, patterns, whole } = survey;
    return whole || patterns.length === 0 ? verdict : listing(verdict, patterns, setup.seed);
  },
};
