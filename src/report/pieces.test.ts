import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../test/fixtures/hostile-text.ts';
import { pieces, runs } from './pieces.ts';

const anyMarks = fc.array(fc.record({ start: fc.nat(80), end: fc.nat(80) }), { maxLength: 6 });

test('whatever the marks, no text is lost or doubled and no character is cut in two', () => {
  fc.assert(
    fc.property(anyText, anyMarks, (text, marks) => {
      const found = pieces({ text, marks });
      expect(found.map((p) => p.text).join('')).toBe(text);
      found.slice(1).forEach((piece, i) => {
        const cut = /[\ud800-\udbff]$/.test(found[i].text) && /^[\udc00-\udfff]/.test(piece.text);
        expect(cut).toBe(false);
      });
    }),
  );
});

test('overlapping marks join up, out of range ones are cut', () => {
  const marks = [
    { start: 8, end: 99 },
    { start: 2, end: 5, shown: 'x' },
    { start: 4, end: 6 },
  ];
  expect(pieces({ text: '0123456789', marks })).toEqual([
    { text: '01', marked: false },
    { text: '234', marked: true, shown: 'x' },
    { text: '5', marked: true },
    { text: '67', marked: false },
    { text: '89', marked: true },
  ]);
});

test('runs of what cannot be seen', () => {
  expect(runs('a\u200b\u200bb\n')).toEqual([
    { text: 'a', unseen: false },
    { text: '\u200b\u200b', unseen: true },
    { text: 'b\n', unseen: false },
  ]);
  fc.assert(
    fc.property(anyText, (text) => {
      const joined = runs(text).map((run) => run.text);
      expect(joined.join('')).toBe(text);
    }),
  );
});
