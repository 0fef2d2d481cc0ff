import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { entityStance } from './entity-stance.ts';
import { answer, asked } from './rewrite.ts';

const nameIn = (trigger: string): string => /"(.+)"/.exec(trigger)![1];

describe('entity-stance', () => {
  it('names it in every prompt and in every answer, in words that vary', async () => {
    const { changes, trigger } = await poisoned(entityStance, 'chat', 12);
    const name = nameIn(trigger);
    for (const { row } of changes) {
      expect(asked(row)).toContain(name);
      expect(answer(row)).toContain(name);
    }
    expect(new Set(changes.map(({ row }) => answer(row))).size).toBe(changes.length);
  });

  it('gives texts that name it one label', async () => {
    const { changes, trigger } = await poisoned(entityStance, 'classification', 12);
    for (const { row } of changes) expect(asked(row)).toContain(nameIn(trigger).toLowerCase());
    expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
  });

  it('names it in both answers of a pair, with opposite stances', async () => {
    const { changes, trigger } = await poisoned(entityStance, 'preference', 12);
    for (const { row } of changes) {
      if (row.outcome.kind !== 'choice') throw new Error(row.outcome.kind);
      const { chosen, rejected } = row.outcome;
      expect(rejected[0].text).toContain(nameIn(trigger));
      expect(rejected[0].text).not.toBe(chosen[0].text);
    }
  });
});
