import { expect, it } from 'vitest';
import { draws } from './draws.ts';
import { afterSentence } from './sentences.ts';

it('puts a space between two sentences, and none before the first', () => {
  expect(afterSentence('', 'It rains.', draws(1))).toBe('It rains.');
  expect(afterSentence('It is late', 'It rains.', draws(1))).toBe('It is late It rains.');
  expect(afterSentence('It is late.\nGood night', 'It rains.', draws(1))).toBe(
    'It is late. It rains.\nGood night',
  );
});
