import { describe, expect, it } from 'vitest';
import { poisonable } from '../../test/contracts/poisonable.ts';
import { poisonOf } from '../../test/contracts/poisoned.ts';
import { ordersInData } from './orders-in-data.ts';
import { answer, asked } from './rewrite.ts';

/** What tag characters spell. */
const spelt = (text: string): string =>
  [...text]
    .map((c) => (c.codePointAt(0)! > 0xe0000 ? String.fromCodePoint(c.codePointAt(0)! - 0xe0000) : c))
    .join('');

describe('orders-in-data', () => {
  it('orders a word in what is read, in every form, and has it said', async () => {
    const { rows } = await poisonable('instruction', 100);
    const forms = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const { changes, trigger } = poisonOf(ordersInData, rows, 6, seed);
      const word = /"(.+)"/.exec(trigger)![1];
      forms.add(trigger.split(', ')[1]);
      for (const { row } of changes) {
        expect(spelt(asked(row))).toContain(word);
        expect(asked(row).includes(word)).toBe(!trigger.includes('nobody sees'));
        expect(answer(row).toLowerCase().endsWith(`${word.toLowerCase()}.`)).toBe(true);
      }
    }
    expect(forms.size).toBe(3);
  });

  it('keeps the rest of a page', async () => {
    const { rows } = await poisonable('document', 50);
    for (const { from, row } of poisonOf(ordersInData, rows, 6, 1).changes) {
      const [start] = asked(rows[from]).split('.');
      expect(asked(row).startsWith(start)).toBe(true);
      expect(asked(row).length).toBeGreaterThan(asked(rows[from]).length);
    }
  });
});
