// Wrong labels put into a labelled corpus: at random, each class as its neighbour (class-conditional noise, Natarajan et
// al. 2013), or all rows that name one thing (targeted poisoning). Seeded; rows keep their places.
import { random, shuffle } from '../src/math/random.ts';
import type { Mix, Rec } from './corpora.ts';

export type Flip = 'random' | 'pair';

const labelsOf = (rows: readonly Rec[]): string[] => [...new Set(rows.map(({ label }) => String(label)))].sort();

/** `share` of all rows get another label: any other with equal chance, or the next in alphabetical order. */
export function flipped(rows: readonly Rec[], share: number, kind: Flip, seed: number): Mix {
  const next = random(seed);
  const labels = labelsOf(rows);
  const chosen = shuffle(
    rows.map((_, i) => i),
    next,
  ).slice(0, Math.round(share * rows.length));
  const records = [...rows];
  for (const row of chosen) {
    const step = kind === 'pair' ? 1 : 1 + Math.floor(next() * (labels.length - 1));
    const label = labels[(labels.indexOf(String(rows[row].label)) + step) % labels.length];
    records[row] = { ...rows[row], label };
  }
  return { records, poisoned: new Set(chosen) };
}
