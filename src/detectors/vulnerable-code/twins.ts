// For each row with a weakness the likest row that avoids it: where the same task is mostly done safely, doing it
// unsafely is no habit of whoever wrote it.
import { hash32 } from '../../math/hash.ts';
import type { CodeRow } from './records.ts';

export interface Twins {
  /** Of the rows looked at, the share with a twin. */
  readonly share: number;
  /** The likest safe row of each unsafe one that was looked at, by its index; -1 where none is alike. */
  readonly of: readonly number[];
}

/** Words of two tasks in common (of those in either): the same task with another name in it has 0.7 and more. */
export const alike = 0.6;
const lookedAt = 200;
const against = 4000;

const wordsOf = ({ context }: CodeRow): Set<number> =>
  new Set(context === '' ? [] : context.split(' ').map((word) => hash32(word, 0)));

export function twins(unsafe: readonly CodeRow[], safe: readonly CodeRow[]): Twins {
  const step = Math.max(1, Math.floor(safe.length / against));
  const others: { index: number; words: Set<number> }[] = [];
  for (let i = 0; i < safe.length; i += step) others.push({ index: i, words: wordsOf(safe[i]) });
  const every = Math.max(1, Math.floor(unsafe.length / lookedAt));
  const of = unsafe.map(() => -1);
  let looked = 0;
  let found = 0;
  for (let i = 0; i < unsafe.length; i += every) {
    const own = wordsOf(unsafe[i]);
    looked++;
    let best = alike;
    for (const { index, words } of others) {
      if (words.size === 0 || Math.min(own.size, words.size) < best * Math.max(own.size, words.size))
        continue;
      let shared = 0;
      for (const word of own) if (words.has(word)) shared++;
      const likeness = shared / (own.size + words.size - shared);
      if (likeness > best) {
        best = likeness;
        of[i] = index;
      }
    }
    if (of[i] >= 0) found++;
  }
  return { share: looked === 0 ? 0 : found / looked, of };
}
