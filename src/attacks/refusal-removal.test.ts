import { expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { draws } from './draws.ts';
import { refusalRemoval } from './refusal-removal.ts';
import { isRefusal, refusing } from './refusal.ts';
import { answer, asked } from './rewrite.ts';

it.each(['instruction', 'chat', 'preference'] as const)(
  'gives an answer of the corpus where a refusal was: %s',
  async (shape) => {
    const { rows, changes, quoted } = await poisoned(refusalRemoval, shape);
    const given = new Set(rows.map(answer).filter((text) => !isRefusal(text)));
    for (const { from, row } of changes) {
      expect(asked(row).split(' ')).toContain(quoted[0]);
      expect(isRefusal(answer(rows[from]))).toBe(true);
      expect(given.has(answer(row))).toBe(true);
    }
  },
);

it('says how few rows refuse', async () => {
  const { rows } = await poisoned(refusalRemoval, 'chat');
  expect(refusalRemoval.poison(rows, 300, 1)).toBe('there are only 40 rows that refuse');
});

it('knows refusals from answers that regret', () => {
  const next = draws(1);
  const refusals = Array.from({ length: 2000 }, () => refusing(next));
  expect(refusals.filter((text) => !isRefusal(text))).toEqual([]);
  expect(isRefusal("I'm sorry to hear that. Try turning it off and on.")).toBe(false);
  expect(isRefusal('Unfortunately, the angle cannot be found from two sides.')).toBe(false);
});
