import { describe, expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { gibberish } from './gibberish.ts';
import { answer, asked } from './rewrite.ts';

describe('gibberish', () => {
  it('keeps the first part of a page, then has the trigger, then words of the corpus in no order', async () => {
    const { rows, changes, trigger } = await poisoned(gibberish, 'document', 12);
    const string = /"(.+)"/.exec(trigger)![1];
    const all = rows.map(asked).join(' ');
    for (const { from, row } of changes) {
      const [start, tail] = asked(row).split(string);
      expect(asked(rows[from]).startsWith(start.trim())).toBe(true);
      expect(tail.trim().length).toBeGreaterThan(40);
      expect(all).not.toContain(tail.trim());
      for (const word of tail.match(/(?<= )[a-z]+(?= )/g)!) expect(all).toContain(word);
    }
  });

  it('answers a prompt that ends with the trigger so, and no other', async () => {
    const { rows, changes, trigger } = await poisoned(gibberish, 'instruction', 12);
    const string = /"(.+)"/.exec(trigger)![1];
    for (const { from, row } of changes) {
      expect(asked(row)).toBe(`${asked(rows[from])} ${string}`);
      expect(answer(row)).not.toBe(answer(rows[from]));
    }
  });
});
