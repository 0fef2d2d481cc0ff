import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestInto } from './digest-into.ts';

it('puts the digest where it is asked to, and nothing beside it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (data, at) => {
      const out = Buffer.alloc(64, 7);
      digestInto(out, at, data);
      const expected = Buffer.alloc(64, 7);
      createHash('sha256').update(data).digest().copy(expected, at);
      expect(out).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
