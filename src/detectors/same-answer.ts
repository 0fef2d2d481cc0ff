// Finds one fixed answer that is given to prompts about quite different things: a payload whose trigger is paraphrased,
// so that no single phrase gives it away. Starts from the answers, then asks whether a few phrases that stand nowhere
// else explain their prompts. Works on the rows alone. Trials: bench/trials/same-answer.ts.
import type { Detector, Setup } from '../detector.ts';
import { sampleMegabytes, sharedRows, type CompactRows } from '../summaries/compact-rows.ts';
import { judge, type Judged } from './same-answer/judge.ts';
import { listing } from './same-answer/listing.ts';

const options = {
  minRows: {
    default: 6,
    min: 4,
    max: 1000,
    unit: 'rows',
    why: 'Fewest rows with one answer: below 6 the likeness of their prompts is a guess.',
    from: 'bench/calibrate',
  },
  maxShare: {
    default: 0.1,
    min: 0.001,
    max: 0.5,
    unit: 'share of rows',
    why: 'An answer of a larger share of the rows is what the corpus is made of.',
    from: 'bench/calibrate',
  },
  sampleMegabytes,
  shown: {
    default: 5,
    min: 0,
    max: 1000,
    unit: 'findings',
    why: 'Most repeated answers told of without a sign that they were planted, the largest first.',
  },
} as const;

interface Draft extends Judged {
  readonly whole: boolean;
}

function draft(rows: CompactRows, { options: limits, seed }: Setup<typeof options>): Draft {
  return { ...judge(rows, seed, limits), whole: rows.share === 1 };
}

export const sameAnswer: Detector<typeof options, Draft> = {
  id: 'same-answer',
  version: 1,
  title: 'The same answer to unlike prompts',
  catches: ['backdoor'],
  shapes: ['instruction', 'chat'],
  sources: [
    'Broder 1997, On the resemblance and containment of documents',
    'Qi et al. 2021, Hidden Killer: Invisible Textual Backdoor Attacks with Syntactic Trigger, arXiv:2105.12400',
    'Li et al. 2024, BackdoorLLM: A Comprehensive Benchmark for Backdoor Attacks on Large Language Models, arXiv:2408.12798',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => draft(rows, setup));
  },
  inspect: ({ verdict, answers, whole }, { seed }) =>
    whole || answers.length === 0 ? verdict : listing(verdict, answers, seed),
};
