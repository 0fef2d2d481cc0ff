// A source that alone teaches a phrase or an answer, where the sources are otherwise alike: one contributor of many, one
// annotation shop, one file that says what no other says.
import type { Detector, Setup } from '../detector.ts';
import type { SourceFact, Verdict } from '../finding.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { toClaim } from './source-share/claim.ts';
import { ownPhrases, rowsOfSources, type OwnPhrases } from './source-share/own-phrases.ts';

const options = {
  minRows: {
    default: 8,
    min: 4,
    max: 1000,
    unit: 'rows',
    why: 'Fewest rows of a phrase, and of a source that could have one of its own: with fewer, chance leaves phrases to one source.',
    from: 'bench/calibrate',
  },
  minSources: {
    default: 5,
    min: 3,
    max: 1000,
    unit: 'sources',
    why: 'Fewest sources of that many rows: with fewer nobody can say what is ordinary for a source.',
    from: 'bench/calibrate',
  },
  ordinaryShare: {
    default: 0.1,
    min: 0.01,
    max: 1,
    unit: 'share of sources',
    why: 'When more sources than this have phrases of their own, sources are unlike one another and it says nothing.',
    from: 'bench/calibrate',
  },
  sampleMegabytes,
} as const;

/** Findings reported: where more sources than these say things of their own, that is how the data was made. */
const mostShown = 20;

const nothing: Verdict = { claims: [], power: [], untestable: [] };

/** A pure function of the rows, for whoever shares their survey. */
export function judge(
  rows: CompactRows,
  { options: { minRows, minSources, ordinaryShare }, seed }: Setup<typeof options>,
): Verdict {
  const large = rowsOfSources(rows).filter((n, s) => n >= minRows && rows.sources[s] !== '').length;
  if (large < minSources) {
    if (rows.count === 0) return nothing;
    const known =
      large === 0
        ? 'rows do not say where they came from'
        : `only ${large === 1 ? '1 source has' : `${large} sources have`} ${minRows} rows or more`;
    return {
      ...nothing,
      untestable: [
        `a phrase that one source alone teaches: ${known}, and ${minSources} are needed to compare`,
      ],
    };
  }
  const own = ownPhrases(rows, seed, minRows, ordinaryShare);
  if (own.ordinary) {
    return {
      ...nothing,
      untestable: [
        `a phrase that one source alone teaches: ${own.having} of ${own.able} sources of ${minRows} rows or more have phrases of their own, so here that is ordinary`,
      ],
    };
  }
  const shown = [...own.found].sort((a, b) => b.own - a.own).slice(0, mostShown);
  return {
    ...nothing,
    claims: shown.map((phrase) => toClaim(rows, own, phrase)),
    sourceFacts: factsOf(rows, own),
  };
}

function factsOf({ sources }: CompactRows, { found }: OwnPhrases): SourceFact[] {
  const counts = new Map<number, number>();
  for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].map(([source, value]) => ({
    source: sources[source],
    name: 'things that only this source says',
    value,
    unit: value === 1 ? 'phrase' : 'phrases',
  }));
}

export const sourceShare: Detector<typeof options, Verdict> = {
  id: 'source-share',
  version: 1,
  title: 'One source alone teaches a phrase or an answer',
  catches: ['semantic', 'backdoor'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Carlini et al. 2023, Poisoning Web-Scale Training Datasets is Practical, arXiv:2302.10149 (one attacker, few domains)',
    'Wallace et al. 2021, Concealed Data Poisoning Attacks on NLP Models, arXiv:2010.12563',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => judge(rows, setup));
  },
  inspect: (verdict) => verdict,
};
