// Every real corpus as rows, read the way a scan reads it, and seeded sub-samples of them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCorpus } from '../src/corpus/open.ts';
import { readRows } from '../src/corpus/read-rows.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { compactRows, type CompactRows } from '../src/summaries/compact-rows.ts';
import { shared, type Rec } from './corpora.ts';

export interface Named {
  readonly name: string;
  readonly rows: readonly Row[];
}

export async function rowsOfFile(path: string): Promise<Row[]> {
  const corpus = await openCorpus([path]);
  const rows: Row[] = [];
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    for await (const batch of readRows(corpus, shard)) for (const row of batch.rows) rows.push(row);
  }
  return renumbered(rows);
}

/** The rows as one shard, in this order. */
export const renumbered = (rows: readonly Row[]): Row[] =>
  rows.map((row, i) => ({ ...row, shard: 0, row: i }));

async function folder(name: string): Promise<Named[]> {
  const files = readdirSync(join(shared, name))
    .filter((file) => file !== 'LICENSE')
    .sort();
  return Promise.all(
    files.map(async (file) => ({ name: file, rows: await rowsOfFile(join(shared, name, file)) })),
  );
}

export const cleanCorpora = (): Promise<Named[]> => folder('clean');
export const formatCorpora = (): Promise<Named[]> => folder('formats');

/** Seeded sub-samples of 500 rows to all, in corpus order: `each` of every corpus. */
export function* subSamples(corpora: readonly Named[], each: number, seed: number): Generator<Named> {
  for (const { name, rows } of corpora) {
    for (let i = 0; i < each; i++) {
      const next = random(seed + 1000 * i + rows.length);
      const size = Math.min(rows.length, 500 + Math.floor(next() * rows.length));
      const chosen = shuffle([...rows], next)
        .slice(0, size)
        .sort((a, b) => a.row - b.row);
      yield { name: `${name} #${i}`, rows: renumbered(chosen) };
    }
  }
}

/** Labelled records as detectors hold them in memory. */
export function compactLabelled(records: readonly Rec[], seed: number): CompactRows {
  const summary = compactRows(seed, 2 ** 26);
  const state = summary.empty();
  summary.add(
    state,
    records.map(({ text, label }, row): Row => ({
      shard: 0,
      row,
      context: [{ field: 'text', role: 'user', text: String(text) }],
      outcome: { kind: 'label', label: String(label) },
      source: '',
    })),
  );
  return summary.finish(state);
}
