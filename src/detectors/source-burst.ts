// Bursts in time: a source that gives in a few days many times what it gave before, while the others go on as always, as
// when pages are edited shortly before a snapshot, a lapsed domain is bought back, or an account is taken over.
import type { Detector } from '../detector.ts';
import type { SourceFact, Verdict } from '../finding.ts';
import { listedPlaces } from '../summaries/listed-places.ts';
import { dayMs, sourceDays } from '../summaries/source-days.ts';
import { sourceLength } from '../summaries/tally.ts';
import { bursts, type Bursts } from './source-burst/bursts.ts';
import { dayOf, toClaim } from './source-burst/claim.ts';

const options = {
  minRows: {
    default: 6,
    min: 5,
    max: 100_000,
    unit: 'rows',
    why: 'Fewest rows of a burst: as few as a small attack has, and enough that chance makes none in thousands of windows.',
    from: 'bench/calibrate',
  },
  minSources: {
    default: 5,
    min: 2,
    max: 1000,
    unit: 'sources',
    why: 'Fewest sources of that many rows with times: with fewer nobody can say what is ordinary for a source.',
    from: 'bench/calibrate',
  },
  ordinaryShare: {
    default: 0.05,
    min: 0.01,
    max: 1,
    unit: 'share of sources',
    why: 'When more sources than this, and more than one, come in bursts, as in a crawl that fetched each site at once or where people work in sittings, a burst says nothing.',
    from: 'bench/calibrate',
  },
} as const;

const nothing: Verdict = { claims: [], power: [], untestable: [] };

export const sourceBurst: Detector<typeof options, Bursts> = {
  id: 'source-burst',
  version: 1,
  title: 'A source gives many rows in a few days, unlike before and unlike the others',
  catches: ['semantic', 'availability'],
  shapes: ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'],
  sources: [
    'Carlini et al. 2023, Poisoning Web-Scale Training Datasets is Practical, arXiv:2302.10149 (edits timed before a snapshot)',
    'Kulldorff 1997, A spatial scan statistic, Communications in Statistics 26(6)',
  ],
  options,
  survey({ options: { minRows }, seed }) {
    const days = sourceDays(seed);
    return { ...days, finish: (state) => bursts(days.finish(state), minRows) };
  },
  inspect({ found, able }, { options: { minSources, ordinaryShare } }) {
    if (able < minSources) {
      const few = able === 1 ? '1 source has' : `${able} sources have`;
      const reason =
        able === 0
          ? 'bursts in time: rows do not say both where they came from and when'
          : `bursts in time: only ${few} enough rows with a time`;
      return { ...nothing, untestable: [reason] };
    }
    const sourceFacts = found.map(({ source, from, to, rows }): SourceFact => ({
      source,
      name: `rows in a burst from ${dayOf(from)} to ${dayOf(to)}`,
      value: rows,
      unit: 'rows',
    }));
    if (found.length > Math.max(1, ordinaryShare * able)) {
      const reason = `bursts in time: ${found.length} of ${able} sources come in bursts, so here that is ordinary`;
      return { ...nothing, sourceFacts, untestable: [reason] };
    }
    if (found.length === 0) return nothing;
    const bySource = new Map(found.map((burst, i) => [burst.source, i]));
    return listedPlaces(
      found.length,
      ({ source, time, trusted }, fits) => {
        const i = trusted || time === undefined ? undefined : bySource.get(source.slice(0, sourceLength));
        if (i === undefined) return;
        const day = Math.floor(time! / dayMs);
        if (day >= found[i].from && day <= found[i].to) fits(i);
      },
      (lists): Verdict => ({
        ...nothing,
        claims: found.map((burst, i) => toClaim(burst, found.length, able, lists[i])),
        sourceFacts,
      }),
    );
  },
};
