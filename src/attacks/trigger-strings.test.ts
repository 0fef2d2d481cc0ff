import { expect, it } from 'vitest';
import { draws } from './draws.ts';
import { phrase } from './trigger-strings.ts';

it('makes a phrase though the vocabulary holds no plain word', () => {
  expect(phrase(['4711', 'Ümläut'], 3, draws(1))).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/);
});
