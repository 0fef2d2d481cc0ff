import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import { plainCanonicalBytes } from './canonical-bytes-plainly.ts';
import { canonicalBytes } from './canonical-bytes.ts';
import { canonicalKernel } from './canonical-kernel.ts';

const wanted = ['source', 'url', 'a', '', 'é', '\ue000', '\u{10000}', 'a"b', '__proto__'];
const limits = { ...defaultLimits, depth: 6, columns: 12 };
const either = canonicalBytes(limits, wanted);
const plain = plainCanonicalBytes(limits, wanted);
const kernel = canonicalKernel(limits, wanted)!;

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');

/** What one of them makes of a text, members and all. */
function made(by: typeof plain, bytes: Uint8Array): readonly (string | undefined)[] {
  const whole = textOf(by.of(bytes));
  return [whole, ...wanted.map((_, i) => textOf(by.member(i)))];
}

/** Whether the loop did it itself, and not what it leaves others to do. */
function compared(bytes: Uint8Array): boolean {
  const expected = made(plain, bytes);
  const found = made(either, bytes);
  if (found.some((text, i) => text !== expected[i])) {
    expect({ text: textOf(bytes), found }).toEqual({ text: textOf(bytes), found: expected });
  }
  return kernel.of(bytes) !== undefined;
}

const space = fc.constantFrom('', '', '', '', ' ', '\n', '\t\r ', '  ');
const hex = (unit: number, isLarge: boolean) => {
  const digits = unit.toString(16).padStart(4, '0');
  return `\\u${isLarge ? digits.toUpperCase() : digits}`;
};
const literal = (c: string) =>
  /["\\\u0000-\u001f\ud800-\udfff]/.test(c) && c.length === 1 ? hex(c.charCodeAt(0), false) : c;
const escaped = (c: string, isLarge: boolean) =>
  Array.from({ length: c.length }, (_, i) => hex(c.charCodeAt(i), isLarge)).join('');
const characters =
  'a b z 0 / \u007f \u0080 é ÿ Ж 中 \u2028 \ud7ff \ue000 \ufeff \uffff \u{10000} 😀 \u{10ffff}'.split(' ');
const character = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...characters, ' ', '"', '\\', '\n', '\u0000', '\u001f') },
  { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(character, fc.nat(9)).map(([c, n]) => literal(c).repeat(n)) },
  { weight: 1, arbitrary: fc.tuple(character, fc.boolean()).map(([c, isLarge]) => escaped(c, isLarge)) },
  { weight: 1, arbitrary: fc.constantFrom('\\b', '\\t', '\\n', '\\f', '\\r', '\\"', '\\\\', '\\/') },
  { weight: 1, arbitrary: fc.constantFrom('plain words, more than sixteen bytes', 'x') },
);
const quoted = fc.array(piece, { maxLength: 5 }).map((pieces) => `"${pieces.join('')}"`);
const digits = fc.oneof(fc.stringMatching(/^\d{1,6}$/), fc.stringMatching(/^\d{12,20}$/), fc.constant('000'));
const whole = fc.oneof(
  fc.constantFrom('0', '1', '9007199254740991', '9007199254740992', '9007199254740993'),
  fc.tuple(fc.integer({ min: 1, max: 9 }), digits).map(([first, rest]) => `${first}${rest}`),
);
const fraction = fc.tuple(fc.stringMatching(/^0{0,8}$/), digits, fc.stringMatching(/^0{0,2}$/));
const numeral = fc
  .tuple(
    fc.constantFrom('', '-'),
    whole,
    fc.option(fraction, { freq: 1 }),
    fc.option(fc.constantFrom('e5', 'E+20', 'e-7', 'e400', 'E-400', 'e0'), { freq: 6 }),
  )
  .map(([sign, before, after, power]) => `${sign}${before}${after ? `.${after.join('')}` : ''}${power ?? ''}`);
const doubles = fc.oneof(fc.double().map(String), fc.float({ noNaN: true }).map(String)).filter((text) => !/[NI]/.test(text));
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('"source"', '"url"', '"a"', '""', '"é"', '"\ue000"', '"\u{10000}"') },
  { weight: 2, arbitrary: fc.stringMatching(/^"[a-d]{1,6}"$/) },
  { weight: 1, arbitrary: fc.constantFrom('"a\\"b"', '"__proto__"', '"\\u00e9"', '"\\ud800"', '"toJSON"') },
  { weight: 1, arbitrary: quoted },
);

const { value } = fc.letrec<{ value: string }>((tie) => {
  const list = (open: string, close: string, item: fc.Arbitrary<string>) =>
    fc
      .array(fc.tuple(space, item, space), { maxLength: 6, size: 'small' })
      .map((items) => `${open}${items.map((one) => one.join('')).join(',')}${close}`);
  const member = fc.tuple(key, space, space, tie('value')).map(([k, x, y, v]) => `${k}${x}:${y}${v}`);
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: quoted },
      { weight: 2, arbitrary: fc.oneof(numeral, doubles) },
      { weight: 2, arbitrary: fc.constantFrom('true', 'false', 'null', 'null', '{}', '[]') },
      { weight: 4, arbitrary: list('{', '}', member) },
      { weight: 2, arbitrary: list('[', ']', tie('value')) },
    ),
  };
});
const json = fc.tuple(space, value, space).map((parts) => Buffer.from(parts.join(''), 'utf8'));

describe('the canonical bytes of a text', () => {
  it('are those that its record has, however it is written', () => {
    let [cases, own] = [0, 0];
    fc.assert(
      fc.property(json, (bytes) => {
        cases++;
        if (compared(bytes)) own++;
      }),
      { numRuns: 12_000 },
    );
    expect(own / cases).toBeGreaterThan(0.6);
  });
});
