import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import { random, shuffle } from '../math/random.ts';
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
  .map(
    ([sign, before, after, power]) => `${sign}${before}${after ? `.${after.join('')}` : ''}${power ?? ''}`,
  );
const doubles = fc
  .oneof(fc.double().map(String), fc.float({ noNaN: true }).map(String))
  .filter((text) => !/[NI]/.test(text));
const key = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('"source"', '"url"', '"a"', '""', '"é"', '"\ue000"', '"\u{10000}"'),
  },
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

const of = (text: string) => Buffer.from(text, 'utf8');
const seeded = random(3);
const below = (n: number) => Math.floor(seeded() * n);

describe('the canonical bytes of a text are those that its record has', () => {
  it('however it is written', () => {
    let [cases, own] = [0, 0];
    fc.assert(
      fc.property(json, (bytes) => {
        cases++;
        if (compared(bytes)) own++;
      }),
      { numRuns: 15_000 },
    );
    // The rest has keys with escapes, or twice.
    expect(own / cases).toBeGreaterThan(0.6);
  });

  it('or there are none of either, when a byte is another', () => {
    let [bad, good] = [0, 0];
    fc.assert(
      fc.property(
        json,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 6, maxLength: 6 }),
        (bytes, flips) => {
          for (const [place, change] of flips) {
            const other = Buffer.from(bytes);
            other[place % bytes.length] ^= change;
            compared(other);
            if (plain.of(other)) good++;
            else bad++;
          }
        },
      ),
      { numRuns: 5_000 },
    );
    expect(Math.min(bad, good)).toBeGreaterThan(2_000);
  });

  it('or there are none of either, in noise', () => {
    const tokens =
      '{ } [ ] : , " \\ u00 e9 - 0 1 . e5 E+ true false null a "a": " "b" \u0000 \n é \ufeff'.split(' ');
    const noise = fc.array(fc.constantFrom(...tokens), { maxLength: 12 }).map((some) => of(some.join('')));
    fc.assert(
      fc.property(fc.oneof(noise, fc.uint8Array({ maxLength: 40 })), (bytes) => void compared(bytes)),
      {
        numRuns: 10_000,
      },
    );
  });

  it('in any bytes that may be UTF-8 or not, wherever they stand', () => {
    const edges = [0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    const room = Buffer.alloc(80, 'a');
    let own = 0;
    for (let first = 0x80; first < 0x100; first++) {
      for (const second of edges) {
        for (const third of edges) {
          const at = 1 + below(70);
          room.fill('a').write('"', 0);
          room.set([first, second, third, edges[below(9)], 0x22], at);
          if (compared(room.subarray(0, at + 5))) own++;
        }
      }
    }
    expect(own).toBeGreaterThan(50);
  });

  it('in numbers of all kinds', () => {
    const some = (n: number) => Array.from({ length: n }, () => below(10)).join('');
    const numbers = [
      () => String((seeded() - 0.5) * 10 ** below(4)),
      () => `-${1 + below(9)}${some(below(15))}.${some(1 + below(17))}`,
      () => `0.${'0'.repeat(below(8))}${some(1 + below(18))}`,
      () => String(2 ** (below(70) - 20) * (1 + (below(5) - 2) * 2 ** -52)),
      () => `${String(seeded()).slice(0, -1)}${some(1 + below(2))}`,
      () => `${1 + below(9)}${some(13 + below(8))}`,
      () => String(Math.fround(seeded() * 10 ** below(5))),
    ];
    let own = 0;
    for (let n = 0; n < 300; n++) {
      const list = Array.from({ length: 200 }, (_, i) => numbers[i % numbers.length]());
      if (compared(of(`[${list.join(', ')}]`))) own++;
    }
    expect(own).toBe(300);
  });

  it.each([1, 2, 8, 9, 16, 17, 200, 5000, 20_000])('in an object of %d keys in any order', (count) => {
    const keys = Array.from({ length: count }, (_, i) => {
      const like = ['k', 'the same sixteen bytes, and more: ', '', '\ue000', '\u{10000}', 'é'][i % 6];
      return `"${like}${i}":${i % 7 === 0 ? null : i}`;
    });
    for (let n = 0; n < 3; n++) {
      shuffle(keys, seeded);
      expect(compared(of(`[{${keys.join(',')}}]`))).toBe(count < 20_000);
      compared(of(`[{${keys.join(',')},"${['k', ''][n % 2]}0":1}]`));
    }
  });

  it.each([
    ['nothing', ''],
    ['space', ' \n'],
    ['a byte order mark', '\ufeff{}'],
    ['two texts', '{} {}'],
    ['a zero behind', '{}\u0000'],
    ['more than one comma', '[1,,2]'],
    ['a comma at the end', '{"a":1,}'],
    ['a key without quotes', '{a:1}'],
    ['a string that breaks off', '{"a":"b'],
    ['an escape that breaks off', '"\\u12'],
    ['no such escape', '"\\x41"'],
    ['a sign alone', '-'],
    ['zeros in front', '[01]'],
    ['a point at the end', '[1.]'],
    ['an exponent without digits', '[1e]'],
    ['a word that goes on', '[nullx]'],
    ['a space that JSON has not', '[\u000b1]'],
    ['the wrong end', '[1}'],
    ['as deep as may be', '[[[[[[1]]]]]]'],
    ['deeper than that', '[[[[[[[1]]]]]]]'],
    ['deeper than that, and nothing there', '[[[[[[{}]]]]]]'],
    ['as many columns as may be', `{${'abcdefghijkl'.split('').map((k) => `"${k}":null`)}}`],
    ['more than that', `{${'abcdefghijklm'.split('').map((k) => `"${k}":null`)}}`],
    ['keys given twice', '{"b":1,"a":null,"b":null,"a":2}'],
    ['an object that only looks empty', '{"a":{"b":null}}'],
    ['a list of nulls', '[null,{"a":[null]}]'],
    ['numbers that grow', `[${'1e20,'.repeat(5_000)}1]`],
    [
      'whole numbers with a point',
      '[9007199254740993.0,1234567890123456.0,-0.0,100.00,12345678901234567.00]',
    ],
    [
      'digits that are kept',
      '[9007199254740991,-9007199254740991,9007199254740992,-123456789012345678901234567890]',
    ],
    ['a long text', JSON.stringify({ text: 'word é "and"\n'.repeat(100_000), source: 's' })],
    [
      'many rows in one',
      JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ b: `${i}`, a: null, A: i / 7 }))),
    ],
  ])('in %s', (_, text) => {
    compared(of(text));
    // What was there before is gone.
    compared(of('{"a":"short"}'));
  });
});

it('numbers that grow stay within the memory that there is for them', () => {
  const numbers = ',1e20'.repeat(1_900);
  const text = of(`{"b":["${'x'.repeat(55_000)}"${numbers}],"a":1}`);
  expect(made(canonicalBytes(limits, wanted), text)).toEqual(made(plain, text));
});

it('the loop leaves what it has no room for and what is quicker by way of the record', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `"${100_000 + i}":1`);
  expect(kernel.of(of(`[{${keys.slice(0, 16_384).join(',')}}]`))).toBeDefined();
  expect(kernel.of(of(`[{${keys.join(',')}}]`))).toBeUndefined();
  expect(kernel.of(of(`[${'1.5e-9,'.repeat(50)}1]`))).toBeDefined();
  expect(kernel.of(of(`[${'1.5e-9,'.repeat(5_000)}1]`))).toBeUndefined();
});

it('the loop leaves what is larger than a record may be, and more names than it has room for', () => {
  const small = canonicalKernel({ ...limits, recordBytes: 10 }, [])!;
  expect(small.of(of('{"a":1}'))).toBeDefined();
  expect(small.of(of('{"a":12345}'))).toBeUndefined();
  const names = Array.from({ length: 33 }, (_, i) => `name ${i}`);
  expect(canonicalKernel(limits, names)).toBeUndefined();
  const many = canonicalBytes(limits, names);
  many.of(of('{"name 32":[1, 2]}'));
  expect(textOf(many.member(32))).toBe('[1,2]');
});
