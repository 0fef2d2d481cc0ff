// What label-against-text must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { labelled, pick, review, reviews } from '../made-rows.ts';

/** Reviews of which a share is labelled against what they say. */
function noisy(seed: number, share: number): Row[] {
  const next = random(seed);
  return Array.from({ length: 900 }, (_, i) => {
    const good = next() < 0.5;
    return labelled(i, review(good, next), good === next() > share ? '1' : '0');
  });
}

const words = 'river song stone engine market garden doctor winter'.split(' ');
/** Texts and labels that have nothing to do with one another. */
function unrelated(seed: number): Row[] {
  const next = random(seed);
  return Array.from({ length: 400 }, (_, i) =>
    labelled(i, Array.from({ length: 6 }, () => pick(words, next)).join(' '), pick(['a', 'b'], next)),
  );
}

export const catches = [noisy(61, 0.1), noisy(62, 0.06)];
export const ignores = [noisy(63, 0), unrelated(64), reviews(150, 65)];
