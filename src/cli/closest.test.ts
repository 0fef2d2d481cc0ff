import { expect, it } from 'vitest';
import { closest } from './closest.ts';

const words = ['scan', 'clean', 'show', 'detectors'];

it('guesses what was meant, and nothing where nothing is near', () => {
  expect(
    ['scna', 'sacn', 'claen', 'shwo', 'detecters', 'Scan'].map((typed) => closest(typed, words)),
  ).toEqual(['scan', 'scan', 'clean', 'show', 'detectors', 'scan']);
  expect(['train', 'x', '', 'data', 'a'.repeat(100_000)].map((typed) => closest(typed, words))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
