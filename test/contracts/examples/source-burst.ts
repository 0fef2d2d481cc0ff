// What source-burst must find, and what it must not: forty sites over two years, one of which suddenly writes a lot.
import { random } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { instructed, review } from '../made-rows.ts';

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);

function dated(seed: number, when: (site: number, i: number, next: () => number) => number): Row[] {
  const next = random(seed);
  return Array.from({ length: 1200 }, (_, i) => {
    const row = instructed(i, `what of number ${i}?`, review(next() < 0.5, next), `site ${i % 40}`);
    return { ...row, time: start + Math.floor(when(i % 40, i, next) * day) };
  });
}

const steady = (next: () => number): number => next() * 700;

export const catches = [
  dated(81, (site, i, next) => (site === 3 && i > 700 ? 690 + next() * 2 : steady(next))),
];
/** Steady; all at once, as a crawl comes in; and every site in its own burst. */
export const ignores = [
  dated(82, (_, __, next) => steady(next)),
  dated(83, (_, __, next) => 300 + next() * 2),
  dated(84, (site, _, next) => site * 17 + next()),
];
