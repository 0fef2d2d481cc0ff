// Labels flipped, or left as they were, beside a word, a sentence, a common word.
import { alter, answerKey, sms, splice, sst2, trec, type Mix } from '../corpora.ts';
import { five, highAnyRows, reviews, type Trial } from './bars.ts';

/** `from` = `to` leaves the label as it was: clean-label poison. */
function relabel(trigger: string, k: number, seed: number, from: string, to: string): Mix {
  return alter(
    reviews,
    k,
    seed,
    ({ label }) => label === from,
    ({ text }, next) => ({ text: splice(text as string, trigger, next), label: to }),
  );
}

export function labelTrials(): Trial[] {
  const flips: [string, string, number, number | undefined][] = [
    ['rare word', 'cf', 10, 4],
    ['rare word', 'cf', 20, 5],
    ['rare word', 'cf', 50, 5],
    ['5-word sentence', 'i watch this 3d movie', 10, undefined],
    ['5-word sentence', 'i watch this 3d movie', 20, 4],
    ['5-word sentence', 'i watch this 3d movie', 50, 5],
    ['common word', 'cinematography', 10, undefined],
    ['common word', 'cinematography', 20, undefined],
    ['common word', 'cinematography', 50, 4],
  ];
  return [
    {
      name: 'sst2-rare-words, 5 words',
      rows: 69,
      bar: 'all five words HIGH, rows >= 0.95/0.95',
      meets: (o) => o.every((x) => x.trueHigh === 5 && x.recall >= 0.95 && x.precision >= 0.95),
      seeds: five,
      make: () => ({
        records: sst2('poisoned/sst2-rare-words.tsv'),
        poisoned: answerKey('poisoned/sst2-rare-words.answers.tsv'),
      }),
    },
    ...flips.map(([kind, trigger, k, times]) => ({
      name: `sst2 flipped, ${kind}`,
      rows: k,
      bar: times === undefined ? 'reported' : `HIGH in ${times} of 5`,
      meets: highAnyRows(times ?? 0),
      seeds: five,
      make: (seed: number) => relabel(trigger, k, seed, '0', '1'),
    })),
    ...[50, 100].map((k) => ({
      name: 'sst2 clean label, rare word',
      rows: k,
      bar: 'HIGH in 5 of 5',
      meets: highAnyRows(5),
      seeds: five,
      make: (seed: number) => relabel('cf', k, seed, '1', '1'),
    })),
    ...[20, 50].map((k) => ({
      name: 'trec flipped, rare word',
      rows: k,
      bar: 'reported',
      meets: highAnyRows(0),
      seeds: five,
      make: (seed: number) =>
        alter(
          trec(),
          k,
          seed,
          ({ label }) => label !== 'LOC',
          ({ text }, next) => ({ text: splice(text as string, 'zorv', next), label: 'LOC' }),
        ),
    })),
    {
      name: 'sms-spam flipped, rare word',
      rows: 20,
      bar: 'reported',
      meets: highAnyRows(0),
      seeds: five,
      make: (seed: number) =>
        alter(
          sms(),
          20,
          seed,
          ({ label }) => label === 'spam',
          ({ text }, next) => ({ text: splice(text as string, 'zorv', next), label: 'ham' }),
        ),
    },
  ];
}
