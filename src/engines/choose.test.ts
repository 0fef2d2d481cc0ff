import { expect, it } from 'vitest';
import { paysForThreads } from './choose.ts';

it.each([
  [1, [1e9], false],
  [8, [1000, 1000], false],
  [2, [200_000, 200_000], true],
  [2, [], false],
])('says for %i workers and files of %j bytes whether threads pay', (workers, sizes, pays) => {
  const files = sizes.map((bytes) => ({
    path: 'a',
    location: 'a',
    format: 'jsonl' as const,
    compression: 'none' as const,
    bytes,
  }));
  expect(paysForThreads({ files }, workers)).toBe(pays);
});
