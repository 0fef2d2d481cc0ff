// What the answers of grouped rows hold: runs of one to four tokens that stand in enough rows. Longer runs are built
// from shorter ones that are themselves frequent (Agrawal & Srikant 1994), so varied answers cost little.
import { mix32 } from '../../math/hash.ts';
import { pairTable, type PairTable } from '../../math/pair-table.ts';
import { IntList, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Alphabet, Reader } from './answers.ts';

/** Answer tokens looked at: above it fewer rows of the large groups are taken, chosen by their hash. */
const maxTokens = 600_000;
const longest = 4;

/** A row as a member of a group; rows of one group follow one another. */
export interface Members {
  readonly row: Int32Array;
  readonly group: Int32Array;
  /** Copies of the row. */
  readonly weight: Int32Array;
  /** Members of group g: starts[g] .. starts[g + 1]. */
  readonly starts: Int32Array;
  /** Rows of the group, members or not, copies counted. */
  readonly whole: boolean;
}

/** The rows of the groups that fit, fairly chosen. */
export function takeMembers(rows: CompactRows, groups: readonly Int32Array[], seed: number): Members {
  const length = (row: number): number => rows.answer.starts[row + 1] - rows.answer.starts[row] + 2;
  const mean = groups.map((list) => list.reduce((sum, row) => sum + length(row), 0) / list.length);
  const cost = (cap: number): number =>
    groups.reduce((sum, list, g) => sum + Math.min(cap, list.length) * mean[g], 0);
  let cap = groups.reduce((most, list) => Math.max(most, list.length), 1);
  while (cap > 16 && cost(cap) > maxTokens) cap = Math.floor(cap * 0.8);
  const row = new IntList();
  const group = new IntList();
  const starts = new IntList();
  let whole = true;
  groups.forEach((list, g) => {
    starts.push(row.length);
    let taken = list;
    if (list.length > cap) {
      whole = false;
      const order = Float64Array.from(list, (r) => mix32(r ^ seed) * 2 ** 21 + (r & 0x1fffff)).sort();
      const limit = order[cap - 1];
      taken = list.filter((r) => mix32(r ^ seed) * 2 ** 21 + (r & 0x1fffff) <= limit);
    }
    for (const r of taken) {
      row.push(r);
      group.push(g);
    }
  });
  starts.push(row.length);
  const all = row.take();
  return {
    row: all,
    group: group.take(),
    weight: Int32Array.from(all, (r) => rows.places[r].length),
    starts: starts.take(),
    whole,
  };
}

export interface Features {
  /** Features of each member, each once, ascending. */
  readonly of: Ragged;
  readonly count: number;
  /** The tokens of a feature. */
  spell(feature: number): number[];
  /** Features among given tokens; each once. */
  lookUp(tokens: Int32Array, extra: Int32Array): Int32Array;
}

export function findFeatures(members: Members, reader: Reader, letters: Alphabet, least: number): Features {
  const n = members.row.length;
  const tokens = new IntList();
  const extra = new IntList();
  const tokenStarts = new Int32Array(n + 1);
  const extraStarts = new Int32Array(n + 1);
  for (let m = 0; m < n; m++) {
    if (m === 0 || members.group[m] !== members.group[m - 1])
      reader.enter(
        members.row.subarray(members.starts[members.group[m]], members.starts[members.group[m] + 1]),
      );
    reader.read(members.row[m], tokens, extra);
    tokenStarts[m + 1] = tokens.length;
    extraStarts[m + 1] = extra.length;
  }
  const spoken = tokens.take();
  const hidden = extra.take();

  /** Feature of each token position at the present length, or -1. */
  let at: Int32Array = spoken;
  const tables: PairTable[] = [];
  /** Per length: number in the table (or letter) -> feature, or -1. */
  const names: Int32Array[] = [];
  /** Per feature: the two features (or the letter and -1) it is made of. */
  const first = new IntList();
  const second = new IntList();
  const perLength: Int32Array[] = [];
  let count = 0;

  const keep = (
    ids: Int32Array,
    size: number,
    also?: { ids: Int32Array; starts: Int32Array },
  ): Int32Array => {
    const sum = new Int32Array(size);
    const last = new Int32Array(size).fill(-1);
    const see = (m: number, id: number): void => {
      if (id < 0 || last[id] === m) return;
      last[id] = m;
      sum[id] += members.weight[m];
    };
    for (let m = 0; m < n; m++) {
      for (let k = tokenStarts[m]; k < tokenStarts[m + 1]; k++) see(m, ids[k]);
      if (also) for (let k = also.starts[m]; k < also.starts[m + 1]; k++) see(m, also.ids[k]);
    }
    return sum.map((s) => (s >= least ? count++ : -1));
  };

  const letterNames = keep(spoken, letters.size, { ids: hidden, starts: extraStarts });
  names.push(letterNames);
  const letterOf = new IntList();
  letterNames.forEach((feature, letter) => feature >= 0 && letterOf.push(letter));
  for (const letter of letterOf.take()) {
    first.push(letter);
    second.push(-1);
  }
  at = spoken.map((letter) => letterNames[letter]);
  perLength.push(at);
  for (let length = 2; length <= longest; length++) {
    const table = pairTable(0, 1024);
    const ids = new Int32Array(spoken.length).fill(-1);
    for (let m = 0; m < n; m++) {
      for (let k = tokenStarts[m]; k + length <= tokenStarts[m + 1]; k++)
        if (at[k] >= 0 && at[k + 1] >= 0) ids[k] = table.add(at[k], at[k + 1]);
    }
    const named = keep(ids, table.size);
    const made = new Int32Array(2 * table.size);
    for (let k = 0; k < ids.length; k++) {
      if (ids[k] < 0) continue;
      made[2 * ids[k]] = at[k];
      made[2 * ids[k] + 1] = at[k + 1];
    }
    named.forEach((feature, id) => {
      if (feature < 0) return;
      first.push(made[2 * id]);
      second.push(made[2 * id + 1]);
    });
    tables.push(table);
    names.push(named);
    at = ids.map((id) => (id < 0 ? -1 : named[id]));
    perLength.push(at);
  }

  const of = { starts: new Int32Array(n + 1), items: new IntList() };
  const last = new Int32Array(count).fill(-1);
  for (let m = 0; m < n; m++) {
    const put = (feature: number): void => {
      if (feature < 0 || last[feature] === m) return;
      last[feature] = m;
      of.items.push(feature);
    };
    for (let k = tokenStarts[m]; k < tokenStarts[m + 1]; k++) for (const ids of perLength) put(ids[k]);
    for (let k = extraStarts[m]; k < extraStarts[m + 1]; k++) put(letterNames[hidden[k]]);
    of.starts[m + 1] = of.items.length;
  }
  const left = first.take();
  const right = second.take();

  return {
    of: { starts: of.starts, items: of.items.take() },
    count,
    spell(feature) {
      const spelled: number[] = [];
      let f = feature;
      // A run is its first part and the last letter of its second.
      while (right[f] >= 0) {
        let end = right[f];
        while (right[end] >= 0) end = right[end];
        spelled.unshift(left[end]);
        f = left[f];
      }
      spelled.unshift(left[f]);
      return spelled;
    },
    lookUp(some, behind) {
      const found = new Set<number>();
      let now = some.map((letter) => letterNames[letter]);
      for (const f of now) if (f >= 0) found.add(f);
      for (const letter of behind) if (letterNames[letter] >= 0) found.add(letterNames[letter]);
      for (let length = 2; length <= longest; length++) {
        const table = tables[length - 2];
        const next = new Int32Array(now.length).fill(-1);
        for (let k = 0; k + 1 < now.length; k++) {
          if (now[k] < 0 || now[k + 1] < 0) continue;
          const id = table.find(now[k], now[k + 1]);
          if (id >= 0) next[k] = names[length - 1][id];
          if (next[k] >= 0) found.add(next[k]);
        }
        now = next;
      }
      return Int32Array.from(found);
    },
  };
}
