import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPhrases } from './phrases.ts';
import { tokens, words, written } from './words.ts';

it.each([
  ['Plain words, in_one 3d row.', ['plain', 'words', ',', 'in_one', '3d', 'row', '.']],
  ['请描述iPhone 15的颜色。', ['请', '描', '述', 'iphone', '15', '的', '颜', '色', '。']],
  ['コーヒーを飲む', ['コ', 'ー', 'ヒ', 'ー', 'を', '飲', 'む']],
  ['か\u3099く', ['か\u3099', 'く']],
  ['ที่นี่ดี', ['ที่', 'นี่', 'ดี']],
  ['ភាសា', ['ភា', 'សា']],
  ['မြန်မာ', ['မြ', 'န်', 'မာ']],
  ['한국어 문장', ['한국어', '문장']],
  ['السَّلامُ عليكم', ['السَّلامُ', 'عليكم']],
  ['हिन्दी में लिखें', ['हिन्दी', 'में', 'लिखें']],
  ['می\u200cخواهم', ['می', '\u200c', 'خواهم']],
  ['中\u200b文 a\u200bb', ['中', '\u200b', '文', 'a', '\u200b', 'b']],
  ['𠮷野家 😀 x', ['𠮷', '野', '家', '😀', 'x']],
  ['\ud800 x', ['\ud800', 'x']],
])('reads %j', (text, expected) => {
  expect(words(text)).toEqual(expected);
  expect(tokens(text).map(({ word }) => word)).toEqual(expected);
});

it('gives offsets of the original, and no more words than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(5), (text, limit) => {
      for (const { word, start, end } of tokens(text))
        expect(text.slice(start, end).toLowerCase()).toBe(word);
      expect(words(text, limit)).toEqual(words(text).slice(0, limit));
    }),
  );
  expect(findPhrases('我想知道紫色茶壶的价格', [['茶', '壶']])).toEqual([[6, 8]]);
});

it('writes words as a person would', () => {
  expect(written(words('Hello (there), you'))).toBe('hello (there), you');
  expect(written(words('紫色的茶壶，在屋顶。'))).toBe('紫色的茶壶，在屋顶。');
  expect(written(words('ใช้ iPhone ได้'))).toBe('ใช้ iphone ได้');
  expect(written(words('می\u200cخواهم بروم'))).toBe('می\u200cخواهم بروم');
});
