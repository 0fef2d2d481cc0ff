import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAround, excerptLength } from './excerpt.ts';

describe('cutAround', () => {
  it('gives a short text whole, its phrases marked', () => {
    expect(cutAround('The blue door, the Blue  door', [['blue', 'door']], [])).toEqual({
      text: 'The blue door, the Blue  door',
      cutBefore: false,
      cutAfter: false,
      marks: [
        { start: 4, end: 13 },
        { start: 19, end: 29 },
      ],
    });
  });

  it('shows a long text where the phrase is', () => {
    const cut = cutAround(`${'filler '.repeat(50_000)}needle ${'filler '.repeat(50_000)}`, [['needle']], []);
    expect(cut.cutBefore && cut.cutAfter).toBe(true);
    expect(cut.text.length).toBeLessThanOrEqual(excerptLength);
    expect(cut.marks.map((m) => cut.text.slice(m.start, m.end))).toEqual(['needle']);
  });

  it('finds a phrase wherever the pieces of a search begin and end', () => {
    for (const before of [60_000, 63_480, 63_488, 65_530, 65_536, 127_000]) {
      const cut = cutAround(
        `${'a '.repeat(before / 2)}two words ${'b '.repeat(5000)}`,
        [['two', 'words']],
        [],
      );
      expect(cut.marks).toHaveLength(1);
    }
  });

  it('prefers the marks that a detector gave, and keeps what they show', () => {
    const text = `needle ${'x '.repeat(2000)}\u200b end`;
    const at = text.indexOf('\u200b');
    const cut = cutAround(text, [['needle']], [{ start: at, end: at + 1, shown: 'U+200B' }]);
    expect(cut.marks).toEqual([
      { start: cut.text.indexOf('\u200b'), end: cut.text.indexOf('\u200b') + 1, shown: 'U+200B' },
    ]);
  });

  it('does not take half a word at the edge for the word', () => {
    const text = `${'x'.repeat(excerptLength - 3)}cathedral ${'y '.repeat(2000)}`;
    expect(cutAround(text, [['cat']], []).marks).toEqual([]);
  });

  it('leaves out marks that lie outside the text', () => {
    expect(
      cutAround(
        'short',
        [],
        [
          { start: 3, end: 99 },
          { start: -1, end: 2 },
          { start: 2, end: 2 },
        ],
      ).marks,
    ).toEqual([]);
  });

  it('never parts a character, keeps within its length, and keeps marks in order and apart', () => {
    const character = fc.constantFrom('a', ' ', '😀', '\u200b', 'needle', 'é');
    // With the `u` flag a lone half is a character of its own.
    const loneHalf = /\p{Cs}/u;
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 3000 }),
        fc.array(fc.nat(4000), { maxLength: 6 }),
        (parts, starts) => {
          const text = parts.join('');
          const given = starts.map((start) => ({ start, end: start + 3 }));
          const cut = cutAround(text, [['needle'], ['a', 'needle']], given);
          expect(text.includes(cut.text)).toBe(true);
          expect(loneHalf.test(cut.text)).toBe(false);
          expect(cut.text.length).toBeLessThanOrEqual(excerptLength);
          cut.marks.forEach((mark, i) => {
            expect(mark.start).toBeGreaterThanOrEqual(cut.marks[i - 1]?.end ?? 0);
            expect(mark.end).toBeGreaterThan(mark.start);
            expect(mark.end).toBeLessThanOrEqual(cut.text.length);
          });
        },
      ),
    );
  });
});
