// A labelled corpus with a part held out, as the measurements of influence use it. Seeded.
import { random, shuffle } from '../src/math/random.ts';
import type { Rec } from './corpora.ts';

/** Texts to learn from and texts held out, a fifth, with their labels as numbers. */
export function parted(records: readonly Rec[], seed: number) {
  const names = [...new Set(records.map(({ label }) => String(label)))].sort();
  const order = shuffle([...records], random(seed));
  const cut = Math.floor(order.length / 5);
  const label = (rows: readonly Rec[]) => Int32Array.from(rows, (row) => names.indexOf(String(row.label)));
  const text = (rows: readonly Rec[]) => rows.map((row) => String(row.text));
  const [test, train] = [order.slice(0, cut), order.slice(cut)];
  return { names, train: text(train), y: label(train), test: text(test), testY: label(test) };
}

export const choose = (n: number, count: number, seed: number): number[] =>
  shuffle([...Array(n).keys()], random(seed)).slice(0, count);
