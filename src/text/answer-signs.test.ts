import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signsOf } from './answer-signs.ts';

const otherScript = 8;

it('knows another script as the character classes of Unicode do', () => {
  const characters = fc.oneof(
    fc.constantFrom(
      'a',
      'é',
      ' ',
      '’',
      '文',
      'я',
      '\ud835\udc00',
      '\u{20000}',
      'ª',
      'Ⅷ',
      '\ud800',
      '\udc00',
      '😀',
      'ɐ',
    ),
    fc.integer({ min: 0, max: 0x10ffff }).map((c) => String.fromCodePoint(c)),
  );
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), (list) => {
      const text = list.join('');
      const letters = text.match(/\p{L}/gu)?.length ?? 0;
      const others = letters - (text.match(/\p{Script=Latin}/gu)?.length ?? 0);
      // eslint-disable-next-line no-control-regex
      const wanted = /[^\0-\u024f]/.test(text) && others >= 4 && others / letters > 0.1;
      expect((signsOf(text, 50) & otherScript) > 0).toBe(wanted);
    }),
    { numRuns: 500 },
  );
});
