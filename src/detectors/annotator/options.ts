// The numbers of annotator that a user can turn.
import type { Options } from '../../option.ts';

export const options = {
  minAnswers: {
    default: 20,
    min: 5,
    max: 10_000,
    unit: 'answers to items that others answered too',
    why: 'Annotators with fewer are not judged: with 20 answers between two classes the interval of a reliability is 0.4 wide (bench/annotators.ts).',
    from: 'bench/calibrate',
  },
  maxRows: {
    default: 500_000,
    min: 1000,
    max: 5_000_000,
    unit: 'rows',
    why: 'Answers kept; of a larger corpus all answers to a fair sample of the items. Each takes 50 bytes.',
  },
} as const satisfies Options;
