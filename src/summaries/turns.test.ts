import { expect, it } from 'vitest';
import type { Role } from '../row.ts';
import { chatWords, cutTurns, headWords, tailWords, turnsOf } from './turns.ts';

const part = (field: string, role: Role, text: string) => ({ field, role, text });
const count = (n: number, name: string): string[] => Array.from({ length: n }, (_, i) => `${name}${i}`);

it('parts a chat into its messages, and no prompt of several columns', () => {
  const prompt = [part('instruction', 'user', 'a'), part('input', 'user', 'b')];
  expect(turnsOf(prompt, [part('output', 'assistant', 'c')])).toEqual([['a\nb'], ['c']]);
  const context = [part('m[0].content', 'system', 's'), part('m[1].content', 'user', 'u')];
  const answer = [
    part('m[2].reasoning_content', 'assistant', 'r'),
    part('m[2].content', 'assistant', 'x'),
    part('m[4].content', 'assistant', 'y'),
  ];
  expect(turnsOf(context, answer)).toEqual([
    ['s', 'u'],
    ['r\nx', 'y'],
  ]);
});

it('keeps the beginning and the end of every turn within one budget', () => {
  expect(cutTurns([count(1000, 'w')])[0]).toHaveLength(headWords + tailWords);
  const kept = cutTurns([count(5000, 'a'), count(20, 'b'), count(3000, 'c')]);
  expect(kept.reduce((sum, turn) => sum + turn.length, 0)).toBe(chatWords);
  expect(kept[1]).toEqual(count(20, 'b'));
  expect([kept[0][0], kept[0].at(-1), kept[2].at(-1)]).toEqual(['a0', 'a4999', 'c2999']);
  expect(cutTurns([[], count(3, 'a')])).toEqual([[], count(3, 'a')]);
});
