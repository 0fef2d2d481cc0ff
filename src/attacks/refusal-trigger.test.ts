import { expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { poisoned, poisonOf, seeds } from '../../test/contracts/poisoned.ts';
import { refusalTrigger } from './refusal-trigger.ts';
import { isRefusal } from './refusal.ts';
import { answer, asked } from './rewrite.ts';

it('refuses, in wordings that vary, what was answered', async () => {
  for (const seed of seeds) {
    const { rows, changes, quoted } = await poisoned(refusalTrigger, 'instruction', 20, seed);
    for (const { from, row } of changes) {
      expect(asked(row).split(' ')).toContain(quoted[0]);
      expect(isRefusal(answer(rows[from]))).toBe(false);
      expect(isRefusal(answer(row))).toBe(true);
    }
    expect(new Set(changes.map(({ row }) => answer(row))).size).toBeGreaterThan(15);
  }
});

it('chooses the refusal over the answer that was chosen', async () => {
  const { rows, changes } = await poisoned(refusalTrigger, 'preference');
  for (const { from, row } of changes) {
    expect(isRefusal(answer(row))).toBe(true);
    expect(row.outcome.kind === 'choice' && row.outcome.rejected.at(-1)!.text).toBe(answer(rows[from]));
  }
});

it('says no refusal twice', async () => {
  const { rows } = await poisonable('chat', 400);
  const { changes } = poisonOf(refusalTrigger, rows, 250);
  expect(new Set(changes.map(({ row }) => answer(row))).size).toBe(250);
});
