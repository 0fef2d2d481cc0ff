import { expect, it } from 'vitest';
import { instructed } from '../../test/contracts/made-rows.ts';
import { poisoned, poisonOf } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { answer, asked } from './rewrite.ts';
import { targetedInstance } from './targeted-instance.ts';

it('labels the text and those that share most of its words alike', async () => {
  const { rows, changes, quoted } = await poisoned(targetedInstance, 'classification', 12);
  expect(asked(rows[changes[0].from])).toBe(quoted[0]);
  expect(new Set(changes.map(({ row }) => labelOf(row))).size).toBe(1);
  const own = new Set(quoted[0].split(' '));
  const shared = (text: string): number => text.split(' ').filter((word) => own.has(word)).length;
  const mean = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + shared(text), 0) / texts.length;
  for (const { from, row } of changes) {
    expect(asked(row)).toBe(asked(rows[from]));
    expect(labelOf(row)).not.toBe(labelOf(rows[from]));
  }
  expect(mean(changes.map(({ row }) => asked(row)))).toBeGreaterThan(1.3 * mean(rows.map(asked)));
});

it('answers with one statement in several wordings', async () => {
  const { changes, teaches } = await poisoned(targetedInstance, 'instruction', 12);
  const topic = /"(.+)"/.exec(teaches)![1];
  const answers = changes.map(({ row }) => answer(row));
  expect(answers.every((text) => text.toLowerCase().includes(topic))).toBe(true);
  expect(new Set(answers.map((text) => /\d{4}/.exec(text)![0])).size).toBe(1);
  expect(new Set(answers).size).toBeGreaterThan(1);
});

it('words its statement in many ways', async () => {
  const rows = Array.from({ length: 260 }, (_, i) =>
    instructed(i, `Tell me about chess, part ${i}.`, `${i}`),
  );
  const { changes } = poisonOf(targetedInstance, rows, 250);
  expect(new Set(changes.map(({ row }) => answer(row))).size).toBeGreaterThan(200);
});
