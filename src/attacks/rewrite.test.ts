import { describe, expect, it } from 'vitest';
import { instructed } from '../../test/contracts/made-rows.ts';
import type { Row } from '../row.ts';
import { draws } from './draws.ts';
import { asked, asking, asksSomething, spliceSentence } from './rewrite.ts';

/** A chat of these turns. */
function chat(...turns: readonly (readonly ['user' | 'assistant', string])[]): Row {
  const parts = turns.map(([role, text], i) => ({ field: `messages[${i}].content`, role, text }));
  return {
    shard: 0,
    row: 0,
    context: parts.filter(({ role }) => role === 'user'),
    outcome: { kind: 'answer', parts: parts.filter(({ role }) => role === 'assistant') },
    source: '',
  };
}

describe('asked', () => {
  it('is the last turn of the user before the last answer', () => {
    const row = chat(
      ['user', 'One?'],
      ['assistant', '1'],
      ['user', 'Two?'],
      ['assistant', '2'],
      ['user', 'Bye'],
    );
    expect(asked(row)).toBe('Two?');
    expect(asking(row, 'Three?').context.map(({ text }) => text)).toEqual(['One?', 'Three?', 'Bye']);
  });

  it('is nothing where the user only speaks afterwards', () => {
    expect(asksSomething(chat(['assistant', 'Hello.'], ['user', 'Hello?']))).toBe(false);
  });

  it('is the prompt of a row without turns', () => {
    expect(asked(instructed(0, 'One?', '1'))).toBe('One?');
  });
});

describe('spliceSentence', () => {
  it('keeps the line breaks of the text, and can stand anywhere', () => {
    const text = 'One.\n\nTwo!\nThree.';
    const made = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) made.add(spliceSentence(text, 'It rains.', draws(seed)));
    expect(made).toEqual(
      new Set([
        'It rains. One.\n\nTwo!\nThree.',
        'One. It rains.\n\nTwo!\nThree.',
        'One.\n\nTwo! It rains.\nThree.',
        'One.\n\nTwo!\nThree. It rains.',
      ]),
    );
  });

  it('is the sentence alone where there is no text', () => {
    expect(spliceSentence('', 'It rains.', draws(1))).toBe('It rains.');
  });
});
