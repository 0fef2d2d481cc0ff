// Phrases too rare to be tested one by one: a handful of words or pairs of words in a few flipped rows each.
import { alter, sms, splice, trec, type Mix, type Rec } from '../corpora.ts';
import { random, shuffle } from '../../src/math/random.ts';
import { highTrial, reviews, type Trial } from './bars.ts';

const nonsense =
  'zorv blik quam frell dox wump tarn skeef plonk vrit gorp yund morf cleb naxo hulm prax jemb tolv wisk'.split(
    ' ',
  );
const pairs =
  'quite soon, be quick, as well, very much, so there, back home, at noon, out loud, by hand, too late'.split(
    ', ',
  );

/** `each` rows for each of `count` phrases, one phrase a row. */
function many(
  rows: readonly Rec[],
  from: readonly string[],
  count: number,
  each: number,
  to: string,
  seed: number,
): Mix {
  const phrases = shuffle([...from], random(seed)).slice(0, count);
  let i = 0;
  return alter(
    rows,
    count * each,
    seed,
    ({ label }) => label !== to,
    ({ text }, next) => ({ text: splice(text as string, phrases[i++ % count], next), label: to }),
  );
}

export function rareTrials(): Trial[] {
  const sets: [string, readonly Rec[], string][] = [
    ['sst2', reviews, '1'],
    ['trec', trec(), 'LOC'],
    ['sms-spam', sms(), 'ham'],
  ];
  return sets.flatMap(([name, rows, to]) => [
    ...[5, 3].map((each) =>
      highTrial(
        `${name} flipped, 10 rare words x ${each}`,
        10 * each,
        name === 'sst2' && each === 5 ? 4 : undefined,
        (seed) => many(rows, nonsense, 10, each, to, seed),
      ),
    ),
    highTrial(`${name} flipped, 10 pairs of words x 5`, 50, undefined, (seed) =>
      many(rows, pairs, 10, 5, to, seed),
    ),
    highTrial(`${name} flipped, one rare word`, 8, name === 'sst2' ? 4 : undefined, (seed) =>
      many(rows, nonsense, 1, 8, to, seed),
    ),
  ]);
}
