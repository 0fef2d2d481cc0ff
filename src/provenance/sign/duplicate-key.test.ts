import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duplicateKey } from './duplicate-key.ts';

it('finds a name that stands twice in one object, however it is written', () => {
  expect(duplicateKey('{"a":1,"a":2}')).toBe('a');
  expect(duplicateKey('{"a":1,"\\u0061":2}')).toBe('a');
  expect(duplicateKey('[{"x":{"b" : 1, "c":[], "b"\n:2}}]')).toBe('b');
  expect(duplicateKey('{"__proto__":1,"__proto__":2}')).toBe('__proto__');
  expect(duplicateKey('{"\\"":1,"\\"":2}')).toBe('"');
  expect(duplicateKey('{"a":["a","a",{"a":"a"}],"b":{"a":1}}')).toBeUndefined();
  expect(duplicateKey('"a"')).toBeUndefined();
});

it('finds none in what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 0, max: 2 }), (text, indent) => {
      expect(duplicateKey(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined();
    }),
  );
});

it('bears depth and length', () => {
  expect(duplicateKey(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeUndefined();
  expect(duplicateKey(`["${'\\\\'.repeat(1e6)}"]`)).toBeUndefined();
});
