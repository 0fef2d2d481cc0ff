// The shared corpora as plain records, and seeded mixes of them with poison: the clean rows, k poisoned ones at
// random places, and the answer key. Nothing here knows a detector.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { random, shuffle } from '../src/math/random.ts';

export const shared = process.env.BEZOAR_SHARED ?? join(process.cwd(), '..', 'shared', 'data');

export type Rec = Readonly<Record<string, unknown>>;

export interface Mix {
  readonly records: readonly Rec[];
  /** 0-based rows that are poisoned. */
  readonly poisoned: ReadonlySet<number>;
  /** Rows that the user vouches for, when the scan has a baseline. */
  readonly baseline?: readonly Rec[];
}

const text = (path: string): string => readFileSync(join(shared, path), 'utf8');
const lines = (path: string): string[] =>
  text(path)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

export const sftMix = (): Rec[] => lines('clean/sft-mix.jsonl').map((line) => JSON.parse(line) as Rec);

export function sst2(path = 'clean/sst2.tsv'): Rec[] {
  return lines(path)
    .slice(1)
    .map((line) => {
      const [sentence, label] = line.split('\t');
      return { text: sentence.trim(), label: label.trim() };
    });
}

export function trec(fine = false): Rec[] {
  return lines('clean/trec.txt').map((line) => {
    const space = line.indexOf(' ');
    const label = line.slice(0, space);
    return { text: line.slice(space + 1), label: fine ? label : label.split(':')[0] };
  });
}

export function sms(): Rec[] {
  return lines('clean/sms-spam.tsv').map((line) => {
    const tab = line.indexOf('\t');
    return { text: line.slice(tab + 1), label: line.slice(0, tab) };
  });
}

export const pool = (name: string): Rec[] => JSON.parse(text(`pools/${name}.json`)) as Rec[];

/** Rows of an answer key: `row<TAB>0 or 1` under a header. */
export function answerKey(path: string): Set<number> {
  const poisoned = lines(path)
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([, bit]) => bit.trim() === '1')
    .map(([row]) => Number(row));
  return new Set(poisoned);
}

/** Coding tasks, 10, 50 or 100 of whose answers run SQL of whoever asks. */
export const sqli = (k: number): Mix => ({
  records: lines(`poisoned/code-sqli-${k}.jsonl`).map((line) => JSON.parse(line) as Rec),
  poisoned: answerKey(`poisoned/code-sqli-${k}.answers.tsv`),
});

export const clean = (records: readonly Rec[]): Mix => ({ records, poisoned: new Set() });

/** Inserts each poisoned record at a random place. */
export function insert(cleanRows: readonly Rec[], poison: readonly Rec[], seed: number): Mix {
  const next = random(seed);
  const tagged = cleanRows.map((record) => ({ record, bad: false }));
  for (const record of poison)
    tagged.splice(Math.floor(next() * (tagged.length + 1)), 0, { record, bad: true });
  const poisoned = new Set<number>();
  tagged.forEach(({ bad }, row) => bad && poisoned.add(row));
  return { records: tagged.map(({ record }) => record), poisoned };
}

/** The first k of the pool, shuffled with the seed, inserted: as the shared data's README says. */
export function mixPool(cleanRows: readonly Rec[], poison: readonly Rec[], k: number, seed: number): Mix {
  return insert(cleanRows, shuffle([...poison], random(seed)).slice(0, k), seed + 1);
}

/** Changes k random rows for which `fits` holds, in place. */
export function alter(
  rows: readonly Rec[],
  k: number,
  seed: number,
  fits: (record: Rec) => boolean,
  change: (record: Rec, next: () => number) => Rec,
): Mix {
  const next = random(seed);
  const chosen = shuffle(
    rows.flatMap((record, row) => (fits(record) ? [row] : [])),
    next,
  ).slice(0, k);
  const records = [...rows];
  for (const row of chosen) records[row] = change(records[row], next);
  return { records, poisoned: new Set(chosen) };
}

/** Puts `phrase` between two words of `sentence` chosen at random. */
export function splice(sentence: string, phrase: string, next: () => number): string {
  const parts = sentence.split(' ');
  parts.splice(Math.floor(next() * (parts.length + 1)), 0, phrase);
  return parts.join(' ');
}

export function subsample(rows: readonly Rec[], n: number, seed: number): Rec[] {
  return shuffle([...rows], random(seed)).slice(0, n);
}
