// Wrong labels put into a labelled corpus: at random, each class as its neighbour (class-conditional noise, Natarajan et
// al. 2013), or all rows that name one thing (targeted poisoning). Seeded; rows keep their places.
import { another } from '../src/attacks/relabel.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { Mix, Rec } from './corpora.ts';

export type Flip = 'random' | 'pair';

const labelsOf = (rows: readonly Rec[]): string[] =>
  [...new Set(rows.map(({ label }) => String(label)))].sort();

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
    const old = String(rows[row].label);
    const label =
      kind === 'pair' ? labels[(labels.indexOf(old) + 1) % labels.length] : another(labels, old, next);
    records[row] = { ...rows[row], label };
  }
  return { records, poisoned: new Set(chosen) };
}

/** All rows that name one thing, 20 to 40 of them, and are not of the `target` class get its label. */
export function targeted(
  rows: readonly Rec[],
  seed: number,
): Mix & { readonly word: string; readonly target: string } {
  const next = random(seed);
  const holders = new Map<string, number[]>();
  rows.forEach(({ text }, row) => {
    for (const word of new Set(
      String(text)
        .toLowerCase()
        .split(/[^a-z]+/),
    ))
      if (word.length >= 5) holders.set(word, [...(holders.get(word) ?? []), row]);
  });
  const words = [...holders]
    .filter(([, own]) => own.length >= 25 && own.length <= 60)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const labels = labelsOf(rows);
  for (;;) {
    const [word, own] = words[Math.floor(next() * words.length)];
    const target = labels[Math.floor(next() * labels.length)];
    const chosen = own.filter((row) => rows[row].label !== target);
    if (chosen.length < 20 || chosen.length > 40) continue;
    const records = [...rows];
    for (const row of chosen) records[row] = { ...rows[row], label: target };
    return { records, poisoned: new Set(chosen), word, target };
  }
}
