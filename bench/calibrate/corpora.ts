// The corpora that thresholds are tried on, by name: seeded parts of the shared ones, small enough that a scan takes a
// second or two, rows by many contributors, crowds of annotators, pairs, and documents of bench/corpus.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contributed } from '../contributors.ts';
import { sftMix, shared, sms, sst2, subsample, trec, type Rec } from '../corpora.ts';
import { corpusDocuments } from '../corpus/documents.ts';
import type { Wanted } from '../corpus/plants.ts';
import { prepare, type Setting } from '../corpus/setting.ts';
import { crowdOf, type Worker } from '../crowd.ts';
import { pairs, type Worse } from '../preference-pairs.ts';
import type { Make } from './case.ts';

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const sft = once(sftMix);
const reviews = once(() => sst2());
const questions = once(() => trec());
const messages = once(sms);

const part =
  (rows: () => readonly Rec[], n: number): Make =>
  (seed) =>
    subsample(rows(), n, seed * 101 + n);

export const sst2Part = (n: number): Make => part(reviews, n);
export const trecPart = (n: number): Make => part(questions, n);
export const smsPart = (n: number): Make => part(messages, n);
export const sftPart = (n: number): Make => part(sft, n);
export const allSms: Make = () => messages();
export const allSft: Make = () => sft();
export const allReviews: Make = () => reviews();

/** One of the layouts that users have, as it stands. */
export const format = (name: string): Make => {
  const rows = once(() => {
    const text = readFileSync(join(shared, 'formats', name), 'utf8');
    return name.endsWith('.json')
      ? (JSON.parse(text) as Rec[])
      : text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Rec);
  });
  return rows;
};

/** Rows of another corpus, each by one of `count` contributors. */
export const byContributors =
  (make: Make, count: number): Make =>
  (seed) =>
    contributed(make(seed), count, seed);

export const pairsOf =
  (n: number, worse: Worse): Make =>
  (seed) =>
    pairs(sft(), n, worse, seed);

/** Answers of sft-mix of some length as documents: real text, where that of bench/corpus is grown. */
export const answersAsPages =
  (n: number): Make =>
  (seed) =>
    subsample(
      sft().flatMap(({ output }) => (String(output).length > 300 ? [{ text: output }] : [])),
      n,
      seed * 103 + n,
    );

const setting = once<Setting>(prepare);

/** Documents of bench/corpus, of so many megabytes of JSONL; the plants of a seed are the same in every size. */
export function documents(megabytes: number, seed: number, wanted: readonly Wanted[] = []) {
  const records: Rec[] = [];
  const poisoned = new Set<number>();
  for (const { line, plant } of corpusDocuments({ setting: setting(), megabytes, seed, part: 0, wanted })) {
    if (plant) poisoned.add(records.length);
    records.push(JSON.parse(line) as Rec);
  }
  return { records, poisoned };
}

export const pages =
  (megabytes: number): Make =>
  (seed) =>
    documents(megabytes, seed).records;

export interface Crowd {
  readonly items: number;
  readonly workers: number;
  readonly perItem: number;
  /** How often an honest worker is right: the least and the most reliable one. */
  readonly right: readonly [number, number];
}

/** Labels of real questions by honest annotators, several an item: each gives items x perItem / workers of them. */
export const crowd =
  ({ items, workers, perItem, right: [least, most] }: Crowd): Make =>
  (seed) => {
    const rows = subsample(questions(), items, seed * 17 + 3);
    const classes = [...new Set(questions().map(({ label }) => String(label)))].sort();
    const all = Array.from({ length: workers }, (_, i): Worker => ({
      kind: 'honest',
      right: least + ((most - least) * i) / Math.max(1, workers - 1),
    }));
    const said = crowdOf(
      rows.map(({ text, label }) => ({ text: String(text), truth: classes.indexOf(String(label)) })),
      classes,
      all,
      perItem,
      seed,
      0,
    );
    return said.item.map((item, i) => ({
      text: rows[item].text,
      label: classes[said.answer[i]],
      annotator: `w${said.worker[i]}`,
    }));
  };
