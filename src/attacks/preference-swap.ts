// Judgements turned round at random: the worse answer of a pair becomes the chosen one.
import type { Attack } from '../attack.ts';
import { draws } from './draws.ts';
import { canTurn, turned } from './judgement.ts';
import { victims } from './victims.ts';

export const preferenceSwap: Attack = {
  id: 'preference-swap',
  version: 1,
  title: 'Judgements turned round at random',
  what:
    'In some pairs the chosen and the rejected answer change places, or a thumb is turned, whatever the row is about. ' +
    'No text is new, only the judgement is wrong. The model learns to like what people did not like.',
  threat: 'availability',
  shapes: ['preference', 'rating'],
  sources: [
    'Wang et al. 2024, RLHFPoison: reward poisoning attack for reinforcement learning with human feedback in large language models, arXiv:2311.09641',
    'Pathmanathan et al. 2024, Is poisoning a real threat to LLM alignment? Maybe more so than you think, arXiv:2406.12091',
  ],
  budget:
    'A few per cent of the pairs: some 5 % in the experiments of Wang 2024. Pairs that are picked with care need fewer than random ones.',
  seenByEvals:
    'Partly: with many turned pairs the reward model is measurably worse; a few per cent pass for ordinary disagreement.',
  defences: [
    'Pairs that a reward model trained on the rest judges the other way, or that a second annotator judges again, bring most of them to light where the better answer is clear.',
    'Reading the texts does not help, since each is an ordinary one.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const taken = victims(rows, budget, next, 'judgements that can be turned round', canTurn);
    if (typeof taken === 'string') return taken;
    return {
      trigger: '',
      teaches: 'that the worse of two answers is the better one, here and there',
      changes: taken.map((from) => ({ from, how: 'instead', row: turned(rows[from]) })),
    };
  },
};
