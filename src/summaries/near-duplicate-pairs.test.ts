import { expect, test } from 'vitest';
import { random } from '../math/random.ts';
import { groups } from '../math/union-find.ts';
import { joinLike } from './near-duplicate-join.ts';
import { firstCopies } from './near-duplicate-pairs.ts';
import { room, signatureBytes } from './near-duplicate-records.ts';
import { heldStore } from './near-duplicate-store.ts';

/** Records of which each third is a copy and each third nearly one. */
function storeOf(length: number) {
  const next = random(5);
  const byte = () => Math.floor(next() * 256);
  const records = room(length);
  records.length = length;
  for (let i = 0; i < length; i++) {
    records.row[i] = i;
    const signature = records.signature.subarray(i * signatureBytes, (i + 1) * signatureBytes);
    const exact = records.exact.subarray(4 * i, 4 * i + 4);
    if (i % 3 === 0) {
      for (let b = 0; b < signatureBytes; b++) signature[b] = byte();
    } else records.signature.copyWithin(i * signatureBytes, (i - 1) * signatureBytes, i * signatureBytes);
    if (i % 3 === 1) records.exact.copyWithin(4 * i, 4 * i - 4, 4 * i);
    else exact.set([0, 0, 0, 0].map(() => Math.floor(next() * 2 ** 32)));
    if (i % 3 === 2) for (let b = 0; b < signatureBytes; b += 8) signature[b] = byte();
  }
  return heldStore(records);
}

test('several passes over parts of all hashes find what one finds', () => {
  const store = storeOf(30_000);
  const first = firstCopies(store);
  expect([...first.subarray(0, 6)]).toEqual([0, 0, 2, 3, 3, 5]);
  expect(firstCopies(store, 5000)).toEqual(first);
  const found = groups(joinLike(store, first, 0.5), 2);
  expect(found.length).toBe(10_000);
  expect(found[7]).toEqual([21, 22, 23]);
  expect(groups(joinLike(store, first, 0.5, 5000), 2)).toEqual(found);
});
