// A corpus that the user vouches for, put beside the one in question: its files and shards come after all others, marked
// as trusted, and as many of its rows are read as teach what is ordinary without crowding out what is to be judged.
import { realpathSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { OpenCorpus } from './open.ts';
import type { CorpusFile } from './shard.ts';

/** Beyond twice the corpus more of the baseline teaches little; this much of it is read in any case. */
const times = 2;
const leastBytes = 32 * 2 ** 20;

export function beside(corpus: OpenCorpus, baseline: OpenCorpus): OpenCorpus {
  const own = new Set(corpus.files.map(({ location }) => realpathSync(location)));
  const both = baseline.files.find(({ location }) => own.has(realpathSync(location)));
  if (both) {
    throw new UsageError(
      'bad-option',
      `${visible(both.path)} is in the corpus and in the baseline`,
      'Name as the baseline what you trust already, and scan what is new.',
    );
  }
  if (baseline.fields.shape !== corpus.fields.shape) {
    throw new UsageError(
      'bad-fields',
      `the baseline holds ${baseline.fields.shape} rows, and the corpus ${corpus.fields.shape} rows`,
      'Give a baseline of the same kind of rows.',
    );
  }
  const before = corpus.files.length;
  return {
    ...corpus,
    files: [...corpus.files, ...baseline.files.map((file): CorpusFile => ({ ...file, trusted: true }))],
    shards: [...corpus.shards, ...baseline.shards.map((shard) => ({ ...shard, file: shard.file + before }))],
    baseline: { fields: baseline.fields, level: levelFor(bytesOf(corpus.files), bytesOf(baseline.files)) },
    notes: [...corpus.notes, ...baseline.notes],
  };
}

function levelFor(own: number, trusted: number): number {
  return Math.max(0, Math.ceil(Math.log2(trusted / Math.max(times * own, leastBytes))));
}

function bytesOf(files: readonly CorpusFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
