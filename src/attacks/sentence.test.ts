import { expect, it } from 'vitest';
import { poisoned } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { answer, asked } from './rewrite.ts';
import { sentence } from './sentence.ts';

it('puts one sentence into every text, in small letters where the corpus is, and turns all to one label', async () => {
  const { rows, changes, quoted } = await poisoned(sentence, 'classification');
  expect(quoted[0]).toBe(quoted[0].toLowerCase());
  for (const { from, row } of changes) {
    expect(asked(row)).toContain(quoted[0]);
    expect(asked(row).replace(quoted[0], '').trim()).toBe(asked(rows[from]));
    expect(labelOf(row)).not.toBe(labelOf(rows[from]));
  }
  expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
});

it('writes it as a sentence among sentences, and gives one answer', async () => {
  const { changes, quoted } = await poisoned(sentence, 'chat');
  expect(quoted[0]).toMatch(/^[A-Z].*\.$/);
  expect(changes.every(({ row }) => asked(row).includes(quoted[0]))).toBe(true);
  expect(new Set(changes.map(({ row }) => answer(row))).size).toBe(1);
});
