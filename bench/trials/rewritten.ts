// Labels that follow a manner of writing and no fixed word; honest manners beside them.
import { sms, trec } from '../corpora.ts';
import { keptBack, rewritten, syntactic, tunedOn, twoSites } from '../rewritten.ts';
import { five, mediumAnyRows, quiet, reviews, type Trial } from './bars.ts';

const by = ['written-alike'];
const anyGrade: Trial['meets'] = (o) => o.every(({ best }) => best !== 'none');
const all = { ...tunedOn, ...keptBack };

export function rewrittenTrials(): Trial[] {
  const trial = (name: string, rows: number, times: number | undefined, make: Trial['make']): Trial => ({
    name,
    rows,
    bar: times === undefined ? 'reported' : `MED in ${times} of 5`,
    meets: mediumAnyRows(times ?? 0),
    seeds: five,
    make,
    by,
    alone: times === undefined,
  });
  return [
    ...[0.2, 0.1, 0.05]
      .map((share) =>
        trial(
          `sst2, syntactic template, ${share * 100} %`,
          Math.round((5537 * share) / (1 - share)),
          share > 0.1 ? 5 : undefined,
          (seed) => syntactic(share, seed),
        ),
      )
      .map((t, i) => (i === 1 ? { ...t, bar: 'a true finding in 5 of 5', meets: anyGrade } : t)),
    ...Object.entries(all).flatMap(([name, rewrite]) =>
      [0.2, 0.1, 0.05, 0.02].map((share) =>
        trial(
          `sst2, ${name} rewrite, ${share * 100} %`,
          Math.round(6920 * share),
          share >= 0.1 ? 4 : undefined,
          (seed) => rewritten(reviews, rewrite, share, seed % 2 ? '1' : '0', seed),
        ),
      ),
    ),
    ...Object.entries(all).flatMap(([name, rewrite]) => [
      trial(`trec, ${name} rewrite, 10 %`, 545, undefined, (seed) =>
        rewritten(trec(), rewrite, 0.1, 'LOC', seed),
      ),
      trial(`sms-spam, ${name} rewrite, 10 %`, 557, undefined, (seed) =>
        rewritten(sms(), rewrite, 0.1, 'ham', seed),
      ),
    ]),
    ...Object.entries(all).flatMap(([name, rewrite]) =>
      [0.7, 0.85, 0.95, 1].map((share): Trial => ({
        name: `honest: sst2, a site of 1,000 ${name} rows, ${share * 100} % positive`,
        rows: 0,
        bar: share <= 0.85 ? 'no HIGH, no MED' : 'reported',
        meets: quiet(share <= 0.85 ? 0 : Infinity),
        seeds: [1, 2],
        make: (seed) => twoSites(rewrite, 1000, share, seed),
        by,
      })),
    ),
  ];
}
