import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lookalikeUnits } from './scripts.ts';
import { unseenUnits } from './unseen-characters.ts';
import { reasonsPlainly, unitReasons } from './unit-reasons.ts';

const table = Uint8Array.from(
  unseenUnits,
  (kind, unit) => (kind === 0 ? 0 : 1) | (lookalikeUnits[unit] << 1),
);
const [fast, plain] = [unitReasons(table), reasonsPlainly(table)];

it('is asked of tables that say nothing of printable ASCII and white space', () => {
  const said = [...table.keys()].filter(
    (unit) => table[unit] > 0 && unit < 0x7f && (unit >= 0x20 || (unit > 8 && unit < 14)),
  );
  expect(said).toEqual([]);
});

it('finds the same in WebAssembly and plainly', () => {
  const unit = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '~',
    '\x08',
    '\x0e',
    '\x1f',
    '\x7f',
    'é',
    'а',
    '\u200b',
    '\ud835',
    '中',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.nat(20), (text, n) => {
      const padded = 'plain text '.repeat(n) + text;
      expect(fast(padded)).toBe(plain(padded));
    }),
  );
});

it.each([2 ** 16 - 1, 2 ** 16, 2 ** 16 + 1, 2 ** 18])('looks at all of a text of %i characters', (length) => {
  expect(fast('a'.repeat(length))).toBe(0);
  expect(fast(`${'a'.repeat(length - 1)}\u200b`)).toBe(1);
  expect(fast(`${'a'.repeat(length - 1)}а`)).toBe(2);
});
