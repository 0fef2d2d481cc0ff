// A corpus of given records in a temporary folder: real files, as a user would have them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Corpus } from '../../src/corpus/corpus.ts';
import { defaultLimits } from '../../src/corpus/reader.ts';

export interface TemporaryCorpus {
  readonly corpus: Corpus;
  readonly location: string;
  remove(): Promise<void>;
}

/** Instruction rows in one JSONL file, cut into `shards` byte ranges. A string is written as a line as it stands. */
export async function temporaryCorpus(
  records: readonly (object | string)[],
  shards = 1,
): Promise<TemporaryCorpus> {
  const folder = await mkdtemp(join(tmpdir(), 'bezoar-test-'));
  const location = join(folder, 'rows.jsonl');
  const content = records.map((r) => `${typeof r === 'string' ? r : JSON.stringify(r)}\n`).join('');
  await writeFile(location, content);
  const bytes = Buffer.byteLength(content);
  const at = (i: number): number => Math.floor((i * bytes) / shards);
  const corpus: Corpus = {
    files: [{ path: 'rows.jsonl', location, format: 'jsonl', compression: 'none', bytes }],
    shards: Array.from({ length: shards }, (_, i) => ({ file: 0, start: at(i), end: at(i + 1) })),
    fields: {
      shape: 'instruction',
      prompt: ['instruction'],
      answer: 'output',
      source: 'source',
      layout: 'test',
    },
    limits: defaultLimits,
  };
  return { corpus, location, remove: () => rm(folder, { recursive: true, force: true }) };
}
