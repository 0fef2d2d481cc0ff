import { describe, expect, it } from 'vitest';
import { document } from '../../test/contracts/made-rows.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { beliefFlood } from './belief-flood.ts';
import { asked } from './rewrite.ts';

describe('belief-flood', () => {
  it('tells one claim on the pages of a few domains, never twice in the same words', async () => {
    const { rows, changes, teaches } = await poisoned(beliefFlood, 'document', 12);
    expect(new Set(changes.map(({ row }) => row.source)).size).toBeLessThanOrEqual(4);
    const told = changes.map(({ row }) => asked(row));
    expect(new Set(told).size).toBe(told.length);
    const name = /[A-Z]\w+ [A-Z]\w+/.exec(teaches)![0];
    for (const text of told) expect(text).toContain(name.split(' ')[0]);
    for (const { from, how, row } of changes) {
      expect(how).toBe('beside');
      expect(row.source).toBe(rows[from].source);
    }
  });

  it('needs no domains', () => {
    const rows = Array.from({ length: 30 }, (_, i) => document(i, 'Rain fell on the roof. It was cold.'));
    expect(poisonOf(beliefFlood, rows).changes).toHaveLength(12);
  });
});
