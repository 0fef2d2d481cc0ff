// Which frequent shingles belong to one passage: those that mostly stand in the same rows. And which rows then have the
// passage: a single shingle may stand somewhere by itself, and counts only where that shingle is hardly found elsewhere.
import { byPlace } from '../../row.ts';
import { groups, join, singletons } from '../../math/union-find.ts';
import { keyAt, keysOf, type RowSeen, type Seen } from './seen.ts';

/** A row with the entries of one passage. */
export interface Holder {
  readonly row: RowSeen;
  /** Numbers of the row's shingles. */
  readonly entries: readonly number[];
}

export interface Passage {
  readonly keys: readonly number[];
  /** In corpus order. */
  readonly holders: readonly Holder[];
  /** Rows as the first read counted them for the most frequent shingle: more than are held, where only a part is. */
  readonly counted: number;
}

/** Each shingle is compared with so many after it in the row. */
const reach = 12;
/** Rows looked at of each shingle, the lowest in order. */
const sampled = 64;
/** Two shingles are one passage's when this share of the rows of the rarer have both ... */
const ofRarer = 0.35;
/** ... and this share of those of the more frequent: else a page's own text would join the notice beneath it. */
const ofMoreFrequent = 0.2;
/** A row with one shingle of several counts when this share of that shingle's rows have more of them. */
const pure = 0.85;

export function passages(seen: Seen, rowsOf: (key: number) => number): Passage[] {
  const rows = [...seen.rows].sort(byPlace);
  const ids = new Map<number, number>();
  for (const row of rows) for (const key of keysOf(row)) if (!ids.has(key)) ids.set(key, ids.size);
  const keys = [...ids.keys()];
  const counted = Float64Array.from(keys, rowsOf);
  const sets = joined(rows, ids, counted);

  const passageOf = new Int32Array(keys.length).fill(-1);
  const members = groups(sets, 1);
  members.forEach((group, p) => group.forEach((id) => (passageOf[id] = p)));
  const holders: Holder[][] = members.map(() => []);
  for (const row of rows) {
    const mine = new Map<number, number[]>();
    keysOf(row).forEach((key, i) => {
      const p = passageOf[ids.get(key)!];
      const entries = mine.get(p);
      if (entries) entries.push(i);
      else mine.set(p, [i]);
    });
    for (const [p, entries] of mine) holders[p].push({ row, entries });
  }
  return members.map((group, p) => ({
    keys: group.map((id) => keys[id]),
    holders: group.length === 1 ? holders[p] : sure(holders[p]),
    counted: group.reduce((max, id) => Math.max(max, counted[id]), 0),
  }));
}

function joined(rows: readonly RowSeen[], ids: ReadonlyMap<number, number>, counted: Float64Array) {
  const n = ids.size;
  const samples = new Int32Array(n);
  const together = new Map<number, number>();
  for (const row of rows) {
    const mine = keysOf(row).map((key) => ids.get(key)!);
    const inSample = mine.map((id) => row.order < sampled / counted[id]);
    mine.forEach((a, i) => {
      if (inSample[i]) samples[a]++;
      for (let j = i + 1; j <= i + reach && j < mine.length; j++) {
        const b = mine[j];
        // Counted in the sample of the rarer one.
        const rarer = counted[a] < counted[b] || (counted[a] === counted[b] && a < b) ? i : j;
        if (!inSample[rarer]) continue;
        const pair = mine[rarer] * n + (rarer === i ? b : a);
        together.set(pair, (together.get(pair) ?? 0) + 1);
      }
    });
  }
  const sets = singletons(n);
  for (const [pair, count] of together) {
    const a = Math.floor(pair / n);
    const b = pair % n;
    const share = count / samples[a];
    if (share >= ofRarer && (share * counted[a]) / counted[b] >= ofMoreFrequent) join(sets, a, b);
  }
  return sets;
}

function sure(holders: readonly Holder[]): Holder[] {
  const all = new Map<number, number>();
  const amongOthers = new Map<number, number>();
  for (const { row, entries } of holders) {
    for (const i of entries) {
      const key = keyAt(row, i);
      all.set(key, (all.get(key) ?? 0) + 1);
      if (entries.length > 1) amongOthers.set(key, (amongOthers.get(key) ?? 0) + 1);
    }
  }
  return holders.filter(({ row, entries }) => {
    if (entries.length > 1) return true;
    const key = keyAt(row, entries[0]);
    return (amongOthers.get(key) ?? 0) >= pure * all.get(key)!;
  });
}
