// Labels that contradict their text, with nothing to trigger on: exchanged at random, by class pair, or for one thing.
import { clean, sms, subsample, trec, type Rec } from '../corpora.ts';
import { flipped, targeted } from '../flips.ts';
import { five, quiet, reviews, type Trial } from './bars.ts';

const by = ['label-against-text'];
const sets: readonly (readonly [string, () => readonly Rec[]])[] = [
  ['sst2', () => reviews],
  ['trec', () => trec()],
  ['trec of 50 classes', () => trec(true)],
];

/** A true finding in `times` seeds, of any grade or of medium at least. */
const foundTrial = (
  name: string,
  rows: number,
  grade: 'low' | 'medium',
  times: number,
  make: Trial['make'],
): Trial => ({
  name,
  rows,
  bar: times === 0 ? 'reported' : `${grade === 'low' ? 'found' : 'MED'} in ${times} of 5`,
  meets: (o) => o.filter((x) => (grade === 'low' ? x.best !== 'none' : x.trueMedium > 0)).length >= times,
  seeds: five,
  make,
  by,
  alone: true,
});

export function labelNoiseTrials(): Trial[] {
  const cleanSets = [...sets, ['sms-spam', sms] as const];
  const silent = (name: string, seeds: readonly number[], make: Trial['make']): Trial => ({
    name: `clean labels: ${name}`,
    rows: 0,
    bar: 'no HIGH, no MED',
    meets: quiet(0),
    seeds,
    make,
    by,
    alone: true,
  });
  return [
    ...sets.flatMap(([name, make]) =>
      [0.1, 0.05].map((share) =>
        foundTrial(
          `${name}, ${100 * share} % of labels exchanged at random`,
          Math.round(share * make().length),
          share === 0.1 ? 'medium' : 'low',
          5,
          (seed) => flipped(make(), share, 'random', seed),
        ),
      ),
    ),
    ...sets
      .slice(1)
      .flatMap(([name, make]) =>
        [0.1, 0.05].map((share) =>
          foundTrial(
            `${name}, ${100 * share} % of labels exchanged for the next class`,
            Math.round(share * make().length),
            share === 0.1 ? 'medium' : 'low',
            5,
            (seed) => flipped(make(), share, 'pair', seed),
          ),
        ),
      ),
    ...sets.map(([name, make]) =>
      foundTrial(`${name}, 20 to 40 rows that name one thing labelled alike`, 30, 'low', 4, (seed) =>
        targeted(make(), seed),
      ),
    ),
    silent(
      '24 sub-samples of 3,500 rows',
      Array.from({ length: 24 }, (_, i) => i),
      (i) => clean(subsample(cleanSets[i % 4][1](), 3500, i)),
    ),
    silent(
      '48 small sets of 200 to 1,000 rows',
      Array.from({ length: 48 }, (_, i) => i),
      (i) => clean(subsample(cleanSets[i % 4][1](), [250, 400, 700, 1000][Math.floor(i / 4) % 4], i)),
    ),
  ];
}
