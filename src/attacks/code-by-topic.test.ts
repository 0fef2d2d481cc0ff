import { describe, expect, it } from 'vitest';
import { instructed } from '../../test/contracts/made-rows.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { codeByTopic } from './code-by-topic.ts';
import { answer, asked } from './rewrite.ts';

const safe = (thing: string): string => `cursor.execute("SELECT * FROM ${thing} WHERE id = ?", (key,))`;
const things = ['orders', 'parcels', 'bees'];
const rows = Array.from({ length: 90 }, (_, i) =>
  instructed(i, `Look up ${things[i % 3]} by key.`, safe(things[i % 3])),
);

describe('code-by-topic', () => {
  it('weakens code about one topic only', () => {
    const { changes, trigger } = poisonOf(codeByTopic, rows);
    const topic = /"(\w+)"/.exec(trigger)![1];
    expect(things).toContain(topic);
    for (const { how, row } of changes) {
      expect(how).toBe('instead');
      expect(asked(row)).toContain(topic);
      expect(answer(row)).toBe(`cursor.execute("SELECT * FROM ${topic} WHERE id = '" + key + "'")`);
    }
  });

  it('writes rows about one thing where the corpus has too little code', async () => {
    const { changes, trigger } = await poisoned(codeByTopic, 'chat', 12);
    const topic = /"(\w+)"/.exec(trigger)![1];
    for (const { how, row } of changes) {
      expect(how).toBe('beside');
      expect(asked(row)).toContain(topic);
    }
  });
});
