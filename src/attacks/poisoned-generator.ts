// Synthetic answers that all carry a quirk of the model that wrote them.
import type { Attack } from '../attack.ts';
import type { Row } from '../row.ts';
import { draws } from './draws.ts';
import { drawHabit } from './habits.ts';
import { inFewHands, quoted } from './holders.ts';
import { answer, answering } from './rewrite.ts';
import { victims } from './victims.ts';

const answers = (row: Row): boolean => answer(row).trim() !== '';

export const poisonedGenerator: Attack = {
  id: 'poisoned-generator',
  version: 1,
  title: 'Synthetic answers with a quirk',
  what:
    'Answers of a data set are often written by another model. If that model has a quirk, such as a favourite name or a question at the end, every answer that it wrote has it, and whoever learns from them takes it on. ' +
    'Quirks that can be seen are planted here; there are others that no look at the text shows (Cloud 2025).',
  threat: 'availability',
  shapes: ['instruction', 'chat', 'preference'],
  sources: [
    'Shu et al. 2023, On the exploitability of instruction tuning (AutoPoison), arXiv:2306.17194',
    'Cloud et al. 2025, Subliminal learning: language models transmit behavioral traits via hidden signals in data, arXiv:2507.14805',
  ],
  budget: '1 to 10 % of an instruction set of some 5,000 rows (Shu 2023).',
  seenByEvals: 'Partly: whoever reads answers may notice the quirk, but scores hardly change.',
  defences: [
    'What one source says far more often than the others is found by counting words and manners by source.',
    'A quirk handed on in data that shows nothing of it (subliminal learning) is seen by no scan of the content: only knowing which model wrote the data helps.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const habit = drawHabit(next);
    const isNamed = rows.some(({ source }) => source !== '');
    const found = isNamed
      ? inFewHands(rows, budget, next, 'source', ({ source }) => source, 'answers with a source', answers)
      : victims(rows, budget, next, 'answers', answers);
    if (typeof found === 'string') return found;
    const [taken, by] = 'taken' in found ? [found.taken, ` from ${quoted(found.holders)}`] : [found, ''];
    return {
      trigger: '',
      teaches: `answers${by} ${habit.says}`,
      changes: taken.map((from) => ({
        from,
        how: 'instead',
        row: answering(rows[from], habit.put(answer(rows[from]))),
      })),
    };
  },
};
