import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBytes, pack, toBytes, unpack } from './codec.ts';

const kept = {
  about: { rows: 3 },
  states: [new Map([['a', 1]]), Float64Array.of(1, 2), undefined].map(toBytes),
};
const bytes = Buffer.concat(pack(kept));

it('gives back what was packed', () => {
  const again = unpack(bytes)!;
  expect(again.about).toEqual({ rows: 3 });
  expect(again.states.map(fromBytes)).toEqual([new Map([['a', 1]]), Float64Array.of(1, 2), undefined]);
});

it('takes no file that was cut off, changed or is something else', () => {
  for (let length = 0; length < bytes.length; length++)
    expect(unpack(bytes.subarray(0, length))).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(bytes);
      changed[at] ^= by;
      expect(unpack(changed)).toBeUndefined();
    }),
  );
  expect(unpack(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined();
});
