// The numbers of odd-one-out that a user can turn.
import type { Options } from '../../option.ts';
import { sampleMegabytes } from '../../summaries/compact-rows.ts';

export const options = {
  sampleMegabytes,
  scattered: {
    default: 4,
    min: 2,
    max: 20,
    unit: 'minus the decimal logarithm of the share of ordinary rows',
    why: 'Rows further out than this share of ordinary ones are counted: clean corpora have at most four times as many as that share, and twelve times as many are told (bench/outliers.ts).',
    from: 'bench/calibrate',
  },
} as const satisfies Options;
