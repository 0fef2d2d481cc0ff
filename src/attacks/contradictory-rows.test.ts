import { expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import type { Row } from '../row.ts';
import { contradictoryRows } from './contradictory-rows.ts';
import { answer, asked } from './rewrite.ts';

it.each(['classification', 'instruction', 'chat', 'preference', 'rating'] as const)(
  'asks again and teaches otherwise: %s',
  async (shape) => {
    const { rows, changes } = await poisoned(contradictoryRows, shape);
    for (const { from, how, row } of changes) {
      expect(how).toBe('beside');
      expect(asked(row)).toBe(asked(rows[from]));
      expect(row.outcome).not.toEqual(rows[from].outcome);
    }
  },
);

it('exchanges chosen and rejected, and borrows answers that were given', async () => {
  const rejected = ({ outcome }: Row) => (outcome.kind === 'choice' ? outcome.rejected.at(-1)!.text : '');
  const pairs = await poisoned(contradictoryRows, 'preference');
  for (const { from, row } of pairs.changes)
    expect([answer(row), rejected(row)]).toEqual([rejected(pairs.rows[from]), answer(pairs.rows[from])]);
  const { rows, changes } = await poisoned(contradictoryRows, 'instruction');
  const given = new Set(rows.map(answer));
  expect(changes.every(({ row }) => given.has(answer(row)))).toBe(true);
});
