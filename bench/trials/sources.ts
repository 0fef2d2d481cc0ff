// One bought contributor among two hundred: what it alone says, and when it says much at once.
import { clean, sms, subsample, type Mix, type Rec } from '../corpora.ts';
import { boughtPhrase, burst, contributed } from '../contributors.ts';
import { five, highAnyRows, mediumAnyRows, quiet, reviews, sft, type Trial } from './bars.ts';

const contributors = 200;

export function sourceTrials(): Trial[] {
  const trial = (name: string, rows: number, by: string, make: (seed: number) => Mix, bar = true): Trial => ({
    name,
    rows,
    bar: bar ? 'MED in 4 of 5' : 'reported',
    meets: bar ? mediumAnyRows(4) : highAnyRows(0),
    seeds: five,
    make,
    by: [by],
    alone: true,
  });
  const mixed = (seed: number) => contributed(sft, contributors, seed);
  const silent = (name: string, seeds: readonly number[], make: (seed: number) => readonly Rec[]): Trial => ({
    name: `clean: ${name}`,
    rows: 0,
    bar: 'no HIGH, no MED',
    meets: quiet(0),
    seeds,
    make: (seed) => clean(make(seed)),
    by: ['source-share', 'source-burst'],
    alone: true,
  });
  const twelve = Array.from({ length: 12 }, (_, i) => i + 1);
  return [
    ...[10, 20, 40].map((k) =>
      trial(
        'sft-mix by 200 contributors, one praises a firm in its answers',
        k,
        'source-share',
        (seed) => boughtPhrase(mixed(seed), k, 60, seed),
        k > 10,
      ),
    ),
    ...[15, 30, 60].map((k) =>
      trial(
        'sft-mix by 200 contributors, one writes much before the end',
        k,
        'source-burst',
        (seed) => burst(mixed(seed), k, 40, seed),
        k > 15,
      ),
    ),
    silent('sft-mix by 200 contributors', twelve, mixed),
    silent('film reviews by 60 contributors', twelve, (seed) => contributed(reviews, 60, seed)),
    silent('text messages by 30 contributors', twelve, (seed) => contributed(sms(), 30, seed)),
    silent('5,000 rows of sft-mix by 40 contributors', twelve, (seed) =>
      contributed(subsample(sft, 5000, seed), 40, seed),
    ),
    silent('sft-mix, each contributor of one task', twelve, (seed) =>
      contributed(sft, 40, seed).map((row, i) => ({
        ...row,
        source: `${String(sft[i].source)} ${row.source}`,
      })),
    ),
  ];
}
