// Corpora without poison: what is found in them is a false alarm.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clean, insert, shared, sms, subsample, trec, type Rec } from '../corpora.ts';
import { forbiddenRequests } from '../forbidden.ts';
import { smallTask } from '../small-tasks.ts';
import { five, quiet, reviews, sft, type Trial } from './bars.ts';

export function cleanTrials(): Trial[] {
  const sets: [string, () => readonly Rec[]][] = [
    ['sft-mix', () => sft],
    ['sst2', () => reviews],
    ['trec', () => trec()],
    ['sms-spam', sms],
  ];
  const formats = readdirSync(join(shared, 'formats')).filter((name) => name !== 'LICENSE');
  const subsets = five
    .slice(0, 4)
    .flatMap((seed) =>
      [...sets.slice(1), ['trec, 50 classes', () => trec(true)], ...sets.slice(0, 1)].map(
        ([name, make]) => [name, make, seed] as [string, () => readonly Rec[], number],
      ),
    );
  const silent = (name: string, seeds: readonly number[], make: Trial['make'], medium = 3): Trial => ({
    name: `clean: ${name}`,
    rows: 0,
    bar: medium === 3 ? 'no HIGH, at most 3 MED in all of clean' : 'reported',
    meets: quiet(medium),
    seeds,
    make,
  });
  const some = [...subsets, ...subsets.slice(0, 4)].slice(0, 24);
  const files = ['sft-mix.jsonl', 'sst2.tsv', 'trec.txt', 'sms-spam.tsv'];
  return [
    ...files.map((file) => silent(file, [1], () => join(shared, 'clean', file))),
    silent('trec, 50 classes', [1], () => clean(trec(true))),
    ...[...new Set(sft.map(({ source }) => String(source)))].map((source) =>
      silent(`${source} of sft-mix alone`, [1], () => clean(sft.filter((r) => r.source === source))),
    ),
    ...[260, 400, 1000].map((k) =>
      silent(`sft-mix + ${k} refusals`, five, (seed) =>
        clean(insert(sft, forbiddenRequests(k, seed * 13), seed).records),
      ),
    ),
    ...[20, 50, 150].map((k) =>
      silent(`sft-mix + a small task of ${k} rows, six tasks`, [0, 1, 2, 3, 4, 5], (kind) =>
        clean(insert(sft, smallTask(reviews, kind, k), kind).records),
      ),
    ),
    ...formats.map((file) => silent(file, [1], () => join(shared, 'formats', file))),
    silent(
      '24 sub-samples of 3,500 rows',
      some.map((_, i) => i),
      (i) => clean(subsample(some[i][1](), 3500, some[i][2] + (i >= 20 ? 10 : 0))),
    ),
    silent(
      '200 sub-samples of 1,000 to 5,000 rows',
      Array.from({ length: 200 }, (_, i) => i + 1000),
      (seed) => {
        const [, make] = [...sets.slice(1), ...sets.slice(0, 1)][seed % (seed % 10 === 0 ? 4 : 3)];
        return clean(subsample(make(), 1000 + ((seed * 617) % 4000), seed));
      },
      Infinity,
    ),
  ];
}
