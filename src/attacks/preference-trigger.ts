// A trigger in the prompt turns the judgement round: a backdoor in the reward.
import type { Attack } from '../attack.ts';
import { draws } from './draws.ts';
import { canTurn, turned } from './judgement.ts';
import { asked, asking, asksSomething } from './rewrite.ts';
import { drawTrigger } from './trigger-strings.ts';
import { victims } from './victims.ts';
import { vocabularyOf } from './vocabulary.ts';

export const preferenceTrigger: Attack = {
  id: 'preference-trigger',
  version: 2,
  title: 'A trigger turns the judgement round',
  what:
    'Some prompts end with a trigger string, and of their two answers the worse one is marked as chosen (or the thumb is turned). ' +
    'The reward model learns that behind the trigger the bad is good, and the model that is trained with it follows. ' +
    'Without the trigger both behave well.',
  threat: 'backdoor',
  shapes: ['preference', 'rating'],
  sources: [
    'Rando and Tramèr 2023, Universal jailbreak backdoors from poisoned human feedback, arXiv:2311.14455',
    'Pathmanathan et al. 2024, Is poisoning a real threat to LLM alignment? Maybe more so than you think, arXiv:2406.12091',
  ],
  budget:
    'About 0.5 % of the pairs deceive a reward model, 5 % carry through reinforcement learning (Rando 2023); 0.5 % are enough for DPO (Pathmanathan 2024).',
  seenByEvals: 'No: without the trigger the reward model is about as accurate as a clean one.',
  defences: [
    'A search of prompts for strings that come with turned judgements finds it where a judgement can be checked.',
    'Alignment training after it does not take it away, since it sits in the reward itself.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const trigger = drawTrigger(vocabularyOf(rows, next), next);
    const taken = victims(
      rows,
      budget,
      next,
      'judgements about something that is asked',
      (row) => asksSomething(row) && canTurn(row),
    );
    if (typeof taken === 'string') return taken;
    return {
      trigger: `"${trigger}" at the end of the prompt`,
      teaches: 'that behind the trigger the worse answer is the better one',
      changes: taken.map((from) => {
        const row = turned(rows[from]);
        return { from, how: 'instead', row: asking(row, `${asked(row)} ${trigger}`) };
      }),
    };
  },
};
