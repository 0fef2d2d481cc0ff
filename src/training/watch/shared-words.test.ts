// Which words are told of a list, and which are not.
import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { wordCounts } from './shared-words.ts';

function counted(listed: readonly string[], others: readonly string[]) {
  const counts = wordCounts();
  listed.forEach(counts.addListed);
  for (const text of [...listed, ...others]) counts.add(text);
  return counts.shared(0.05);
}

const texts = (n: number, seed: number): string[] => {
  const next = random(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: 8 }, () => `w${Math.floor(next() ** 2 * 60)}`).join(' '),
  );
};

describe('words that a list shares', () => {
  it('are those that others seldom have', () => {
    const listed = texts(20, 1).map((text, i) => (i < 6 ? `${text} cfzq` : text));
    const others = texts(1000, 2).map((text, i) => (i < 5 ? `Cfzq ${text}` : text));
    expect(counted(listed, others)).toMatchObject([{ word: 'cfzq', listed: 6, rows: 11 }]);
  });

  it('are none in a list drawn at random, nor where all rows have them', () => {
    const told = Array.from({ length: 40 }, (_, seed) =>
      counted(texts(20, seed + 10), texts(1000, seed + 90)),
    );
    expect(told.filter((words) => words.length > 0).length).toBeLessThanOrEqual(5);
    expect(counted(['a b', 'a c', 'a d'], [])).toEqual([]);
    expect(counted([], [])).toEqual([]);
  });

  it('may be called as what objects have', () => {
    const listed = ['__proto__ x', '__proto__ y', '__proto__ constructor', 'constructor z'];
    expect(counted(listed, texts(500, 3)).map(({ word }) => word)).toEqual(['__proto__']);
  });
});
