import fc from 'fast-check';
import { deserialize, serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { digestOf } from './digest.ts';

const data = fc.anything({ withMap: true, withTypedArray: true, withSet: true, maxDepth: 3 });

it('is the same after any way the data may have travelled', () => {
  fc.assert(
    fc.property(data, (value) => {
      fc.pre(isPlain(value));
      expect(digestOf(deserialize(serialize(value)))).toBe(digestOf(value));
      expect(digestOf(structuredClone(value))).toBe(digestOf(value));
    }),
  );
  expect(digestOf({ a: 1, b: undefined, c: 2 })).toBe(digestOf({ c: 2, a: 1 }));
});

it('differs where the data differ', () => {
  const unlike = [
    1,
    '1',
    [1],
    [[1]],
    { 1: 1 },
    new Map([[1, 1]]),
    new Set([1]),
    Uint8Array.of(1),
    Int8Array.of(1),
  ];
  const more = [
    0,
    -0,
    null,
    undefined,
    false,
    '',
    [],
    {},
    ['ab', ''],
    ['a', 'b'],
    ['', 'ab'],
    '\ud800',
    '\ud801',
  ];
  const all = [...unlike, ...more].map(digestOf);
  expect(new Set(all).size).toBe(all.length);
});

function isPlain(value: unknown): boolean {
  try {
    digestOf(value);
    return true;
  } catch {
    return false;
  }
}
