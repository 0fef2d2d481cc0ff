import { expect, test } from 'vitest';
import { appendWordHashes, wordHashes } from './normal-form.ts';

function hashes(text: string): number[] {
  const into = wordHashes(4);
  appendWordHashes(text, 5, into);
  return [...into.low.subarray(0, into.length), ...into.high.subarray(0, into.length)];
}

test.each([
  ['Hello, World!', 'hello world'],
  ['hello   world', 'hello\nworld'],
  ['pass\u200bword', 'password'],
  ['p\u0430ssword', 'password'],
  ['ｐａｓｓｗｏｒｄ', 'password'],
  ['café', 'cafe\u0301'],
  ['“quoted”', '"quoted"'],
])('%j is the same as %j', (a, b) => {
  expect(hashes(a)).toEqual(hashes(b));
});

test.each([
  ['hello world', 'world hello'],
  ['hello world', 'helloworld'],
  ['5 apples', '6 apples'],
  ['猫が好き', '犬が好き'],
  ['한국', '한글'],
])('%j is not the same as %j', (a, b) => {
  expect(hashes(a)).not.toEqual(hashes(b));
});

test('scripts without spaces are counted by character, others by word', () => {
  expect(hashes('我喜欢猫').length).toBe(2 * 4);
  expect(hashes('I like cats').length).toBe(2 * 3);
  expect(hashes(' \u200b.,! ')).toEqual([]);
});

test.each(['a', ' ', '\u200b', '\u0301\u0316', '\ud800', '猫', '\u{1f600}'])(
  'a million of %j takes linear time',
  (unit) => {
    const began = performance.now();
    hashes(unit.repeat(1_000_000));
    expect(performance.now() - began).toBeLessThan(10_000);
  },
);
