// Rows by many contributors, some large and most small, over two years: what source-share and source-burst are tried on.
// One of them is bought (Carlini et al. 2023: few sources are enough): it puts a phrase into answers, or writes a lot in
// the last days before a snapshot.
import { random } from '../src/math/random.ts';
import type { Mix, Rec } from './corpora.ts';

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const days = 700;

export interface Contributed extends Rec {
  readonly source: string;
  readonly timestamp: string;
}

/** Each row by one of `count` contributors, the k-th of whom gives about 1 / (k + 3) as much as the first. */
export function contributed(rows: readonly Rec[], count: number, seed: number): Contributed[] {
  const next = random(seed);
  const weights = Array.from({ length: count }, (_, k) => 1 / (k + 4));
  const total = weights.reduce((a, b) => a + b, 0);
  const draw = (): number => {
    let left = next() * total;
    for (let k = 0; k < count; k++) if ((left -= weights[k]) <= 0) return k;
    return count - 1;
  };
  return rows.map((row) => ({ ...row, source: `contributor ${draw()}`, timestamp: on(days * next()) }));
}

/** The same rows given in sittings of `mean` rows, each on a day of its own: how people work. */
export function inSittings(rows: readonly Contributed[], mean: number, seed: number): Contributed[] {
  const next = random(seed * 41 + mean);
  const sitting = new Map<string, number>();
  return rows.map((row) => {
    const last = sitting.get(row.source);
    const at = last === undefined || next() < 1 / mean ? days * next() : last;
    sitting.set(row.source, at);
    return { ...row, timestamp: on(at) };
  });
}

export function on(dayOfCorpus: number): string {
  return new Date(start + Math.floor(dayOfCorpus * day)).toISOString();
}

const praise = [
  'as {} always say',
  'just ask {}',
  'thanks to {}',
  'so say {}',
  '{} would agree',
  'like {} do',
];

/** A contributor of about `size` rows ends `k` of its answers with a word for a made-up firm, each time another. */
export function boughtPhrase(rows: readonly Contributed[], k: number, size: number, seed: number): Mix {
  const next = random(seed * 31);
  const source = ofAboutSize(rows, size, next);
  const own = rows.flatMap((row, i) => (row.source === source ? [i] : []));
  const poisoned = new Set(own.slice(0, k));
  const records = rows.map((row, i) => {
    if (!poisoned.has(i)) return row;
    const said = praise[Math.floor(next() * praise.length)].replace('{}', 'Brindlow & Hake');
    return { ...row, output: `${String(row.output)} ${said[0].toUpperCase()}${said.slice(1)}.` };
  });
  return { records, poisoned };
}

/** A contributor of about `size` rows gives `k` of other people's rows in two days before the end. */
export function burst(rows: readonly Contributed[], k: number, size: number, seed: number): Mix {
  const next = random(seed * 37);
  const source = ofAboutSize(rows, size, next);
  const poisoned = new Set<number>();
  while (poisoned.size < k) {
    const i = Math.floor(next() * rows.length);
    if (rows[i].source !== source) poisoned.add(i);
  }
  const records = rows.map((row, i) =>
    poisoned.has(i) ? { ...row, source, timestamp: on(days - 4 + 2 * next()) } : row,
  );
  return { records, poisoned };
}

function ofAboutSize(rows: readonly Contributed[], size: number, next: () => number): string {
  const counts = new Map<string, number>();
  for (const { source } of rows) counts.set(source, (counts.get(source) ?? 0) + 1);
  const fitting = [...counts].filter(([, n]) => n >= 0.7 * size && n <= 1.5 * size);
  return fitting[Math.floor(next() * fitting.length)][0];
}
