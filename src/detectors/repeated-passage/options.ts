// The numbers of repeated-passage that a user can turn.
import type { Options } from '../../option.ts';

export const options = {
  minRows: {
    default: 20,
    min: 5,
    max: 60_000,
    unit: 'rows',
    why: 'A passage that fewer rows share is not looked at: small enough to see a flood of 50 rows in which each twelfth word was replaced.',
    from: 'bench/calibrate',
  },
  maxRows: {
    default: 1000,
    min: 20,
    max: 1_000_000,
    unit: 'rows',
    why: 'What rows of all sorts share in more places than this is a notice, a licence or a template; a passage planted to be learned needs a few hundred.',
    from: 'bench/calibrate',
  },
  likeMostRows: {
    default: 0.5,
    min: 0.1,
    max: 1,
    unit: 'share of rows',
    why: 'A passage is called planted when in more than this share of its rows it begins in the middle of a sentence; notices and licences begin where one begins.',
    from: 'bench/calibrate',
  },
} satisfies Options;
