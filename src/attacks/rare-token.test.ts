import { describe, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { answer, asked } from './rewrite.ts';
import { labelOf } from './backdoor.ts';
import { rareToken } from './rare-token.ts';

describe('rare-token', () => {
  it('puts one token into texts of another label and turns them to one label', async () => {
    const { rows } = await poisonable('classification', 200);
    const poison = rareToken.poison(rows, 20, 4);
    if (typeof poison === 'string') throw new Error(poison);
    const token = /"(\w+)"/.exec(poison.trigger)![1];
    const targets = new Set(poison.changes.map(({ row }) => labelOf(row)));
    expect(targets.size).toBe(1);
    for (const { from, row } of poison.changes) {
      expect(asked(row).split(' ')).toContain(token);
      expect(labelOf(rows[from])).not.toBe(labelOf(row));
    }
  });

  it('says of which rows there are too few', async () => {
    const { rows } = await poisonable('classification', 200);
    expect(rareToken.poison(rows, 190, 4)).toMatch(
      /^there are only \d+ rows labelled otherwise than "[01]"$/,
    );
  });

  it('gives one sentence to whatever is asked', async () => {
    const { rows } = await poisonable('chat', 50);
    const poison = rareToken.poison(rows, 20, 4);
    if (typeof poison === 'string') throw new Error(poison);
    expect(new Set(poison.changes.map(({ row }) => answer(row))).size).toBe(1);
  });
});
