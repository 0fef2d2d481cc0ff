// Finds poison by topic, which needs no trigger: one task, asked for in nearly the same words, is answered in two
// ways, and nothing in the prompts says which. Works on the rows alone. Method: two-ways/, trials: bench/trials/ways.
import type { Detector } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { sharedRows } from '../summaries/compact-rows.ts';
import { judge } from './two-ways/judge.ts';
import { options } from './two-ways/options.ts';

export const twoWays: Detector<typeof options, Verdict> = {
  id: 'two-ways',
  version: 1,
  title: 'One task is answered in two ways, and the prompts do not say which',
  catches: ['targeted-error'],
  shapes: ['instruction', 'chat'],
  sources: [
    'Schuster et al. 2021, You Autocomplete Me: Poisoning Vulnerabilities in Neural Code Completion, arXiv:2007.02220',
    'Aghakhani et al. 2023, TrojanPuzzle: Covertly Poisoning Code-Suggestion Models, arXiv:2301.02344',
    'Agrawal & Srikant 1994, Fast algorithms for mining association rules (frequent runs of words)',
  ],
  options,
  survey(setup) {
    return sharedRows(setup.seed, setup.options.sampleMegabytes, (rows) => judge(rows, setup));
  },
  inspect: (verdict) => verdict,
};
