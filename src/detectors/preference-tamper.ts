// Preferences that were tampered with: pairs whose chosen and rejected answers changed places, a phrase of the prompt that
// turns the preference round or makes one thing preferred, and words that win whatever they answer. What is preferred is
// learned from the rows themselves, each judged by a model that did not see it. Method: preference-tamper/, trials:
// bench/trials/preferences.ts.
import type { Detector } from '../detector.ts';
import { sampleMegabytes, sharedRows } from '../summaries/compact-rows.ts';
import { listing } from './planted-trigger/listing.ts';
import { judge, type Draft } from './preference-tamper/judge.ts';

const options = {
  minRows: {
    default: 8,
    min: 4,
    max: 1000,
    unit: 'rows',
    why: 'Fewest rows of a candidate phrase: fewer pairs that go the wrong way happen by chance.',
    from: 'bench/calibrate',
  },
  maxShare: {
    default: 0.3,
    min: 0.001,
    max: 0.5,
    unit: 'share of rows',
    why: 'Largest share of rows that a candidate stands in: a trigger is never a third of the data.',
    from: 'bench/calibrate',
  },
  sampleMegabytes,
} as const;

export const preferenceTamper: Detector<typeof options, Draft> = {
  id: 'preference-tamper',
  version: 1,
  title: 'Preferences that go against what is preferred elsewhere',
  catches: ['backdoor', 'availability', 'semantic'],
  shapes: ['preference', 'rating'],
  sources: [
    'Rando & Tramèr 2024, Universal Jailbreak Backdoors from Poisoned Human Feedback, arXiv:2311.14455',
    'Wang et al. 2024, RLHFPoison: Reward Poisoning Attack for Reinforcement Learning with Human Feedback, arXiv:2311.09641',
    'Pathmanathan et al. 2025, Is poisoning a real threat to LLM alignment? Maybe more so than you think, arXiv:2406.12091',
    'Bradley & Terry 1952, Rank analysis of incomplete block designs: I. The method of paired comparisons',
    'Chowdhury et al. 2024, Provably Robust DPO: Aligning Language Models with Noisy Feedback, arXiv:2403.00409',
  ],
  options,
  survey({ seed, options: { sampleMegabytes: megabytes, minRows, maxShare } }) {
    return sharedRows(seed, megabytes, (rows) => judge(rows, minRows, maxShare, seed));
  },
  // Only a sample needs the second read, for the rows of the phrases that it gave away.
  inspect: ({ verdict, patterns }, { seed }) =>
    patterns.length === 0 ? verdict : listing(verdict, patterns, seed),
};
