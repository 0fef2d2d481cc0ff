// Which short phrases stand in the prompts of one answer and hardly anywhere else, and how many of its rows a few of
// them explain: the wordings of a trigger that never reads the same twice.
import { pairTable } from '../../math/pair-table.ts';
import { IntList } from '../../math/ragged.ts';
import { spread } from '../../math/spread.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/** Rows of a group that phrases are taken from. */
const maxRows = 1000;
/** Rows of a wording among the group's; a phrase in one row explains nothing. */
const fewest = 2;
/** Share of all rows with the phrase that must be of the group. */
const purity = 0.8;

/** A wording goes on while this share of its rows agree on the next word, up to so many words. */
const agreeing = 0.9;
const longest = 12;
/** Phrases that a small set is chosen from. */
const mostPhrases = 2000;

export interface Wording {
  /** Word numbers. */
  readonly words: readonly number[];
  /** Rows of the group that hold it, ascending. */
  readonly rows: readonly number[];
  /** Where it begins in each of them. */
  readonly from: readonly number[];
  /** All rows that hold it. */
  readonly holders: number;
}

export interface Explanation {
  /** Chosen greedily, the one that explains most further rows first. */
  readonly wordings: readonly Wording[];
  /** Share of the group's rows that hold one of them. */
  readonly cover: number;
  /** For each row of the group, in order: the word positions (in `rows.context.items`) that belong to such phrases. */
  readonly explained: ReadonlyMap<number, ReadonlySet<number>>;
}

/** `groups`: lists of row numbers, each explained for itself; they may overlap. */
export function explain(
  rows: CompactRows,
  groups: readonly (readonly number[])[],
  holders: Int32Array,
  seed: number,
): Explanation[] {
  const { starts, items } = rows.context;
  const vocabulary = rows.words.length;
  const sampled = groups.map((group) => spread(group, maxRows));
  const pairs = pairTable(seed);
  const triples = pairTable(seed + 1);
  for (const group of sampled) {
    for (const row of group) {
      for (let p = starts[row]; p + 1 < starts[row + 1]; p++) {
        const pair = pairs.add(items[p], items[p + 1]);
        if (p + 2 < starts[row + 1]) triples.add(pair, items[p + 2]);
      }
    }
  }
  const count = vocabulary + pairs.size + triples.size;
  /** Calls `visit` with every phrase number and position of a row. */
  const phrasesOf = (row: number, visit: (phrase: number, p: number, length: number) => void): void => {
    const to = starts[row + 1];
    for (let p = starts[row]; p < to; p++) {
      visit(items[p], p, 1);
      if (p + 1 >= to) continue;
      const pair = pairs.find(items[p], items[p + 1]);
      if (pair < 0) continue;
      visit(vocabulary + pair, p, 2);
      const triple = p + 2 < to ? triples.find(pair, items[p + 2]) : -1;
      if (triple >= 0) visit(vocabulary + pairs.size + triple, p, 3);
    }
  };
  const total = new Int32Array(count);
  total.set(holders.subarray(0, vocabulary));
  const last = new Int32Array(count).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    phrasesOf(row, (phrase, _, length) => {
      if (length === 1 || last[phrase] === row) return;
      last[phrase] = row;
      total[phrase]++;
    });
  }
  const inGroup = new Int32Array(count);
  const mark = new Int32Array(count).fill(-1);
  let stamp = 0;
  return groups.map((group) => {
    const touched = new IntList();
    const each = (visit: (phrase: number, row: number, p: number, length: number) => void): void => {
      for (const row of group) {
        stamp++;
        phrasesOf(row, (phrase, p, length) => {
          if (mark[phrase] === stamp) return;
          mark[phrase] = stamp;
          visit(phrase, row, p, length);
        });
      }
    };
    each((phrase) => {
      if (inGroup[phrase]++ === 0) touched.push(phrase);
    });
    const pure = (phrase: number): boolean =>
      inGroup[phrase] >= fewest && inGroup[phrase] >= purity * total[phrase];
    const found = new Map<number, Found>();
    each((phrase, row, p, length) => {
      if (!pure(phrase)) return;
      const known = found.get(phrase);
      if (known) known.at.push({ row, p });
      else found.set(phrase, { length, at: [{ row, p }], holders: total[phrase] });
    });
    for (const phrase of touched.take()) inGroup[phrase] = 0;
    const largest = [...found.values()]
      // Longer phrases first among equals: they read better and are rarer elsewhere.
      .sort((x, y) => y.at.length - x.at.length || y.length - x.length)
      .slice(0, mostPhrases);
    const wordings = largest.map((phrase) => writtenOut(rows, phrase));
    const chosen = greedy(wordings);
    const covered = new Set(chosen.flatMap((w) => w.rows)).size;
    const explained = new Map<number, Set<number>>();
    for (const { rows: held, words, from } of wordings) {
      held.forEach((row, i) => {
        const positions = explained.get(row);
        const own = words.map((_, k) => from[i] + k);
        if (positions) for (const at of own) positions.add(at);
        else explained.set(row, new Set(own));
      });
    }
    return { wordings: chosen, cover: group.length > 0 ? covered / group.length : 0, explained };
  });
}

interface Found {
  readonly length: number;
  /** First place in each row. */
  readonly at: { row: number; p: number }[];
  readonly holders: number;
}

/** The phrase, as long as nine in ten of its rows go on with the same word; rows that differ keep what they share. */
function writtenOut({ context: { starts, items } }: CompactRows, { length, at, holders }: Found): Wording {
  let before = 0;
  let after = 0;
  const agreed = (offset: (p: number) => number): boolean => {
    const votes = new Map<number, number>();
    for (const { row, p } of at) {
      const place = offset(p);
      if (place < starts[row] || place >= starts[row + 1]) continue;
      votes.set(items[place], (votes.get(items[place]) ?? 0) + 1);
    }
    let most = 0;
    for (const n of votes.values()) most = Math.max(most, n);
    return most >= Math.max(fewest, agreeing * at.length);
  };
  while (length + before < longest && agreed((p) => p - before - 1)) before++;
  while (length + before + after < longest && agreed((p) => p + length + after)) after++;
  const size = length + before + after;
  // Where a row ends earlier, its own part.
  const whole = at.filter(({ row, p }) => p - before >= starts[row] && p + length + after <= starts[row + 1]);
  const [first] = whole.length > 0 ? whole : at;
  const shown = whole.length > 0 ? { p: first.p - before, size } : { p: first.p, size: length };
  return {
    words: [...items.subarray(shown.p, shown.p + shown.size)],
    rows: at.map(({ row }) => row),
    from: at.map(({ row, p }) => Math.min(Math.max(starts[row], p - before), starts[row + 1] - shown.size)),
    holders,
  };
}

/** A small set of phrases that explains as many rows as all of them do. `all`: the one with most rows first. */
function greedy(all: readonly Wording[]): Wording[] {
  const done = new Set<number>();
  const chosen: Wording[] = [];
  let left = all;
  const fresh = (w: Wording): number => w.rows.reduce((n, row) => n + (done.has(row) ? 0 : 1), 0);
  for (;;) {
    left = left.filter((w) => fresh(w) > 0);
    if (left.length === 0) return chosen;
    let best = left[0];
    let most = fresh(best);
    for (const w of left) {
      // Sorted by size, so none of the rest can explain more.
      if (w.rows.length <= most) break;
      const n = fresh(w);
      if (n > most) {
        most = n;
        best = w;
      }
    }
    chosen.push(best);
    for (const row of best.rows) done.add(row);
  }
}
