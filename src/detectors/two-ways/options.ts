// The numbers of two-ways that a user can turn.
import type { Options } from '../../option.ts';
import { sampleMegabytes } from '../../summaries/compact-rows.ts';

export const options = {
  minRows: {
    default: 8,
    min: 5,
    max: 1000,
    unit: 'rows',
    why: 'Fewest rows of a group of like prompts, and of the rare way in all groups: with fewer, chance makes two ways.',
    from: 'bench/calibrate',
  },
  sampleMegabytes,
  shown: {
    default: 10,
    min: 1,
    max: 1000,
    unit: 'findings',
    why: 'Most findings reported: where more tasks than this have two ways, that is how the data was made.',
  },
} as const satisfies Options;
