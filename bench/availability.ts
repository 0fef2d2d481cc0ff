// Rows that spoil a classifier as a whole, made by one who knows the clean training data and learns from it what the defender
// would: labels turned, rows put in beside. Seeded; for two classes.
import { contradictoryRows } from '../src/attacks/contradictory-rows.ts';
import { addTransposed, dotRow, rowCount, takeRows } from '../src/math/matrix.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { Weighted } from '../src/math/weighted.ts';
import type { Row } from '../src/row.ts';
import { featuresOf, phraseFeatures } from '../src/training/features.ts';
import { supportVectorMachine } from '../src/training/support-vector-machine.ts';

export interface Text {
  readonly text: string;
  readonly y: number;
}

export interface Poisoned {
  readonly x: Weighted;
  readonly y: Uint8Array;
  readonly bad: Uint8Array;
  readonly testX: Weighted;
  readonly testY: Uint8Array;
}

export interface Split {
  readonly train: readonly Text[];
  readonly test: readonly Text[];
}

export function splitOf(all: readonly Text[], seed: number): Split {
  const order = shuffle([...all], random(seed));
  const cut = Math.round(0.2 * all.length);
  return { train: order.slice(cut), test: order.slice(0, cut) };
}

const ys = (rows: readonly Text[]): Uint8Array => Uint8Array.from(rows, ({ y }) => y);

function ofTexts(rows: readonly Text[], bad: Uint8Array, test: readonly Text[]): Poisoned {
  const { matrix, vocabulary } = phraseFeatures(rows.map(({ text }) => text));
  const testX = featuresOf(
    test.map(({ text }) => text),
    vocabulary,
  );
  return { x: matrix, y: ys(rows), bad, testX, testY: ys(test) };
}

export const clean = ({ train, test }: Split): Poisoned => ofTexts(train, new Uint8Array(train.length), test);

const budgetOf = (n: number, share: number): number => Math.round((share * n) / (1 - share));

/** Margin of each row of the clean data under a machine learned from it. */
function margins(x: Weighted, y: Uint8Array): { margin: Float64Array; w: Float64Array } {
  const { weights, bias } = supportVectorMachine({ x, y }, { loss: 'hinge', tolerance: 0.01 });
  return {
    margin: Float64Array.from(y, (each, i) => (2 * each - 1) * (dotRow(x, i, weights) + bias)),
    w: weights,
  };
}

export type Make = (split: Split, share: number, seed: number) => Poisoned;

/** Labels of those rows are turned for which `rank` is lowest. */
const flips =
  (rank: (margin: number) => number): Make =>
  (split, share) => {
    const base = clean(split);
    const { margin } = margins(base.x, base.y);
    const order = Array.from(margin.keys()).sort((a, b) => rank(margin[a]) - rank(margin[b]) || a - b);
    const y = base.y.slice();
    const bad = new Uint8Array(y.length);
    for (const row of order.slice(0, Math.round(share * y.length))) {
      y[row] = 1 - y[row];
      bad[row] = 1;
    }
    return { ...base, y, bad };
  };

/** Rows with these columns and values, put in at random places. */
function beside(
  base: Poisoned,
  rows: readonly { readonly cells: Map<number, number>; y: number }[],
  seed: number,
): Poisoned {
  const n = rowCount(base.x);
  const cells = rows.flatMap((row) => [...row.cells]);
  const starts = new Int32Array(n + rows.length + 1);
  starts.set(base.x.starts);
  rows.forEach(({ cells: own }, at) => (starts[n + at + 1] = starts[n + at] + own.size));
  const items = new Int32Array(starts[n + rows.length]);
  const values = new Float32Array(items.length);
  items.set(base.x.items.subarray(0, starts[n]));
  values.set(base.x.values.subarray(0, starts[n]));
  cells.forEach(([item, value], at) => {
    items[starts[n] + at] = item;
    values[starts[n] + at] = value;
  });
  const order = shuffle(
    Array.from({ length: n + rows.length }, (_, i) => i),
    random(seed),
  );
  return {
    ...base,
    x: takeRows({ starts, items, values, size: base.x.size }, order),
    y: Uint8Array.from(order, (i) => (i < n ? base.y[i] : rows[i - n].y)),
    bad: Uint8Array.from(order, (i) => (i < n ? 0 : 1)),
  };
}

/**
 * Rows of length 1 that hold what most tells the classes apart (by `direction`), each labelled as the other class: `distinct`
 * points with `width` columns, repeated.
 */
const shifted =
  (direction: (base: Poisoned) => Float64Array, width: number, distinct: number): Make =>
  (split, share, seed) => {
    const base = clean(split);
    const along = direction(base);
    const k = budgetOf(base.y.length, share);
    const next = random(seed);
    const points = [0, 1].flatMap((y) => {
      const sign = y === 1 ? 1 : -1;
      const best = Array.from(along.keys())
        .filter((j) => sign * along[j] > 0)
        .sort((a, b) => sign * (along[b] - along[a]));
      return Array.from({ length: distinct }, () => {
        const chosen = shuffle(best.slice(0, 2 * width), next).slice(0, width);
        const length = Math.sqrt(chosen.reduce((sum, j) => sum + along[j] ** 2, 0));
        return { cells: new Map(chosen.map((j) => [j, (sign * along[j]) / length])), y: 1 - y };
      });
    });
    return beside(
      base,
      Array.from({ length: k }, (_, i) => points[i % points.length]),
      seed,
    );
  };

const meanShift = (base: Poisoned): Float64Array => {
  const out = new Float64Array(base.x.size);
  const yes = base.y.reduce((sum, y) => sum + y, 0);
  addTransposed(
    base.x,
    Float64Array.from(base.y, (y) => (y === 1 ? 1 / yes : -1 / (base.y.length - yes))),
    out,
  );
  return out;
};
const ofMachine = (base: Poisoned): Float64Array => margins(base.x, base.y).w;

/** As src/attacks makes them: prompts of random rows again with the other label. */
const contradictory: Make = ({ train, test }, share, seed) => {
  const rows = train.map(({ text, y }, row): Row => ({
    shard: 0,
    row,
    source: '',
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label: String(y) },
  }));
  const poison = contradictoryRows.poison(rows, budgetOf(train.length, share), seed);
  if (typeof poison === 'string') throw new Error(poison);
  const added = poison.changes.map(({ from, row }) => ({
    text: train[from].text,
    y: row.outcome.kind === 'label' ? Number(row.outcome.label) : 0,
  }));
  return mixed(train, added, test, seed);
};

/** The surest rows again, each many times, with the other label. */
const contradictorySurest: Make = ({ train, test }, share, seed) => {
  const base = clean({ train, test });
  const { margin } = margins(base.x, base.y);
  const k = budgetOf(train.length, share);
  const order = Array.from(margin.keys()).sort((a, b) => margin[b] - margin[a] || a - b);
  const added = order.slice(0, Math.ceil(k / 3)).flatMap((i) => {
    const row = { text: train[i].text, y: 1 - train[i].y };
    return [row, row, row];
  });
  return mixed(train, added.slice(0, k), test, seed);
};

function mixed(
  train: readonly Text[],
  added: readonly Text[],
  test: readonly Text[],
  seed: number,
): Poisoned {
  const all = shuffle(
    [...train.map((row) => ({ row, bad: 0 })), ...added.map((row) => ({ row, bad: 1 }))],
    random(seed + 7),
  );
  return ofTexts(
    all.map(({ row }) => row),
    Uint8Array.from(all, ({ bad }) => bad),
    test,
  );
}

export const attacks: Readonly<Record<string, Make>> = {
  'labels turned next to the margin': flips((margin) => Math.abs(margin)),
  'labels turned of the surest rows': flips((margin) => -margin),
  'mean-shift rows': shifted(meanShift, 40, 20),
  'rows along the weights': shifted(ofMachine, 40, 20),
  'two points along the weights, repeated': shifted(ofMachine, 200, 1),
  'contradictory rows': contradictory,
  'contradictory rows, the surest thrice': contradictorySurest,
};
