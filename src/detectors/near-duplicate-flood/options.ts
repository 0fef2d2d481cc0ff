// The numbers of near-duplicate-flood that a user can turn.
import type { Options } from '../../option.ts';

export const options = {
  likeness: {
    default: 0.5,
    min: 0.3,
    max: 0.95,
    unit: 'Jaccard likeness of words and pairs of words',
    why: 'Rows at least this alike, in context and in answer, are near copies: two copies with each tenth word changed are 0.58 alike, rows that share only a template’s frame 0.3 (bench/duplicates.ts).',
    from: 'bench/calibrate',
  },
  minRows: {
    default: 20,
    min: 2,
    max: 1_000_000,
    unit: 'rows',
    why: 'Fewer near copies than this are not called a flood: the largest natural cluster of rows of ten words or more in the clean corpora of bench/duplicates.ts is 20.',
    from: 'bench/calibrate',
  },
  perMillion: {
    default: 500,
    min: 0,
    max: 1_000_000,
    unit: 'rows per million rows',
    why: 'A flood is at least this share of the corpus; less repetition hardly tilts what is learned.',
    from: 'bench/calibrate',
  },
  factor: {
    default: 3,
    min: 1,
    max: 100,
    unit: 'times the largest ordinary cluster',
    why: 'A flood stands out from the repetition that is natural here by this factor; natural cluster sizes fall off without such a gap.',
    from: 'bench/calibrate',
  },
  minWords: {
    default: 10,
    min: 1,
    max: 1000,
    unit: 'words',
    why: 'Shorter rows ("Ok", "What is a fear of ...?") repeat by nature and must be a fiftieth of the corpus to be called a flood.',
    from: 'bench/calibrate',
  },
  maxRows: {
    default: 500_000,
    min: 1000,
    max: 2_000_000,
    unit: 'rows',
    why: 'Rows kept of one shard (4 MiB of a plain file, or one compressed file) before they go to scratch space, where all are compared; of a larger shard a fair sample. Each takes 172 bytes.',
  },
} satisfies Options;
