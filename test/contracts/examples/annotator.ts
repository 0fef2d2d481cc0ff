// What annotator must find, and what it must not.
import { random, shuffle } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { labelled, review } from '../made-rows.ts';

/** Sixty reviews, each labelled by five of nine annotators, of whom `honest` are right nine times in ten. */
function labelledBy(seed: number, right: (annotator: number) => number): Row[] {
  const next = random(seed);
  const all = Array.from({ length: 9 }, (_, w) => w);
  return Array.from({ length: 120 }, () => {
    const good = next() < 0.5;
    const text = review(good, next);
    return shuffle([...all], next)
      .slice(0, 5)
      .map((w) => ({ w, text, label: good === next() < right(w) ? '1' : '0' }));
  })
    .flat()
    .map(({ w, text, label }, row) => ({ ...labelled(row, text, label), annotator: `worker ${w}` }));
}

export const catches = [
  labelledBy(70, (w) => (w === 4 ? 0.1 : 0.9)),
  labelledBy(71, (w) => (w === 4 ? 0.5 : 0.95)),
];
export const ignores = [
  labelledBy(72, () => 0.9),
  labelledBy(73, () => 0.9).map((row) => ({ ...row, annotator: undefined })),
];
