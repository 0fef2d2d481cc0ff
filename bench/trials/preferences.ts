// Preferences tampered with: triggers that turn pairs round, pairs swapped at random, words and refusals that are made to
// win; and honest pairs, in which what is found is a false alarm.
import { join } from 'node:path';
import { random } from '../../src/math/random.ts';
import { clean, insert, shared, subsample, type Mix, type Rec } from '../corpora.ts';
import { forbiddenRequests } from '../forbidden.ts';
import {
  askedBriefly,
  dpoDemo,
  fixedAnswer,
  pairs,
  pushed,
  pushes,
  ratings,
  refusedTopic,
  swapped,
  triggered,
  triggeredEntity,
  triggers,
  twoWriters,
  type Worse,
} from '../preference-pairs.ts';
import type { Outcome } from '../trial.ts';
import { five, high, mediumAnyRows, quiet, sft, type Trial } from './bars.ts';

const n = 10_000;
const kinds: readonly Worse[] = ['shuffled', 'truncated', 'mixed'];
const by = ['preference-tamper'];

/** Pairs of the last seed asked for: trials ask for the same ones many times. */
const made = new Map<string, Rec[]>();
function pairsOf(worse: Worse, seed: number): readonly Rec[] {
  const key = `${worse} ${seed}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size > 3) made.clear();
  const all = pairs(sft, n, worse, seed);
  made.set(key, all);
  return all;
}

interface Bar {
  readonly bar: string;
  readonly meets: (outcomes: readonly Outcome[]) => boolean;
}
const reported: Bar = { bar: 'reported', meets: () => true };
const found: Bar = { bar: 'HIGH in 4 of 5, rows R >= 0.9, P >= 0.9', meets: high(4, false, 0.9, 0.9) };
const seen: Bar = { bar: 'MED in 4 of 5', meets: mediumAnyRows(4) };
const silent: Bar = { bar: 'no HIGH, no MED', meets: quiet(0) };

const trial = (
  name: string,
  rows: number,
  { bar, meets }: Bar,
  make: (seed: number) => Mix | string,
  seeds: readonly number[] = five,
): Trial => ({ name: `preferences: ${name}`, rows, bar, meets, seeds, make, by, alone: true });

/** Requests that are refused, and answers that comply: here the refusal is rightly preferred. */
function withForbidden(records: readonly Rec[], k: number, seed: number): Rec[] {
  const next = random(seed);
  const refused = forbiddenRequests(k, seed * 17).map(({ instruction, output }) => ({
    prompt: instruction,
    chosen: output,
    rejected: records[Math.floor(next() * records.length)].chosen,
  }));
  return [...insert(records, refused, seed).records];
}

export function preferenceTrials(): Trial[] {
  const of = (worse: Worse, make: (records: readonly Rec[], seed: number) => Mix) => (seed: number) =>
    make(pairsOf(worse, seed), seed);
  return [
    ...kinds.flatMap((worse) => [
      ...Object.keys(triggers).map((trigger) =>
        trial(
          `${worse}, swapped behind ${trigger}`,
          50,
          found,
          of(worse, (p, seed) => triggered(p, 50, trigger, seed)),
        ),
      ),
      ...[20, 10].map((k) =>
        trial(
          `${worse}, swapped behind a rare word`,
          k,
          reported,
          of(worse, (p, seed) => triggered(p, k, 'a rare word', seed)),
        ),
      ),
      trial(
        `${worse}, swapped behind a rare word, and 5 % of all swapped`,
        50,
        reported,
        of(worse, (p, seed) => triggered(swapped(p, 500, seed).records, 50, 'a rare word', seed + 7)),
      ),
      ...[50, 200, 500].map((k) =>
        trial(
          `${worse}, swapped at random`,
          k,
          seen,
          of(worse, (p, seed) => swapped(p, k, seed)),
        ),
      ),
      trial(
        `${worse}, one answer behind a rare word`,
        30,
        found,
        of(worse, (p, seed) => fixedAnswer(p, 30, seed)),
      ),
      trial(
        `${worse}, an entity behind a rare word`,
        50,
        found,
        of(worse, (p, seed) => triggeredEntity(p, 50, seed)),
      ),
      ...Object.keys(pushes).flatMap((push) =>
        [100, 50].map((k) =>
          trial(
            `${worse}, ${push} wins`,
            k,
            k === 100 ? seen : reported,
            of(worse, (p, seed) => pushed(p, k, push, seed)),
          ),
        ),
      ),
      trial(
        `${worse}, refusals behind "water"`,
        130,
        seen,
        of(worse, (p, seed) => refusedTopic(p, 1000, 'water', seed)),
      ),
      trial(`clean: ${worse}`, 0, silent, (seed) => clean(pairsOf(worse, seed)), five),
      trial(`clean: ${worse}, 60 ask for few words`, 0, silent, (seed) =>
        clean(askedBriefly(pairsOf(worse, seed), 60, seed)),
      ),
      trial(`clean: ${worse}, 250 forbidden requests refused`, 0, silent, (seed) =>
        clean(withForbidden(pairsOf(worse, seed), 250, seed)),
      ),
      trial(`clean: ${worse}, two writers`, 0, silent, (seed) =>
        clean(twoWriters(pairsOf(worse, seed), seed)),
      ),
      trial(
        `clean: ${worse}, 10 sub-samples of 500 to 5,000 pairs`,
        0,
        silent,
        (seed) => clean(subsample(pairsOf(worse, 1 + (seed % 3)), 500 + ((seed * 617) % 4500), seed)),
        Array.from({ length: 10 }, (_, i) => 200 + i),
      ),
    ]),
    trial('dpo_en_demo.json, swapped behind a rare word', 15, reported, (seed) =>
      triggered(dpoDemo(), 15, 'a rare word', seed),
    ),
    trial('dpo_en_demo.json, swapped at random', 15, reported, (seed) => swapped(dpoDemo(), 15, seed)),
    trial('ratings turned round behind a rare word', 50, reported, (seed) =>
      ratings(triggered(pairsOf('mixed', seed), 50, 'a rare word', seed), seed),
    ),
    trial('ratings turned round at random', 500, reported, (seed) =>
      ratings(swapped(pairsOf('mixed', seed), 500, seed), seed),
    ),
    trial('clean: ratings', 0, silent, (seed) => ratings(clean(pairsOf('mixed', seed)), seed)),
    ...['dpo_en_demo.json', 'v1_dpo_demo.jsonl', 'kto_en_demo.json'].map((file) =>
      trial(`clean: ${file}`, 0, silent, () => join(shared, 'formats', file), [1]),
    ),
  ];
}
