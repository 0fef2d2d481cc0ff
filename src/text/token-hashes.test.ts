import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hash32 } from '../math/hash.ts';
import { appendTokenHashes, tokenHashes } from './token-hashes.ts';
import { words } from './words.ts';

const hashesOf = (text: string, before = ''): number[] => {
  const into = tokenHashes();
  appendTokenHashes(before, 7, into);
  const from = into.length;
  appendTokenHashes(text, 7, into);
  return [...into.items.subarray(from, into.length)];
};

it.each([
  '',
  'To be, or not_to be?',
  'a\tb\n\0c',
  'Ünder \u200b the § roof',
  '今日は good',
  'x'.repeat(5000),
])('has the words of %j', (text) =>
  expect(hashesOf(text, 'before ')).toEqual(words(text).map((word) => hash32(word, 7) | 0)),
);

it('has the words of any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '7', '_', ' ', '.', '\n', 'é', '中', '\u200b') }),
      (text) => {
        expect(hashesOf(text)).toEqual(words(text).map((word) => hash32(word, 7) | 0));
      },
    ),
  );
});
