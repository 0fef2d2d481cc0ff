// Splits of the answers to like prompts into a usual way and a rare one: the rows that lack what most answers to their
// prompt hold are, with few exceptions, the rows that hold something which most of those answers lack.
import { mix32 } from '../../math/hash.ts';
import { IntList, transpose, type Ragged } from '../../math/ragged.ts';
import type { Features, Members } from './features.ts';

/** Largest share of a group that is its rare way. */
export const rareShare = 0.35;
/** Likeness (Jaccard) of two sets of rows that are taken for one. */
const same = 0.7;
/** Sets that splits are grown from, those with most features first. */
const maxSeeds = 400;
/** Members of a seed that are compared. */
const maxCompared = 2000;
/** Votes for either way up to which a row counts as decided. */
const undecided = 0.25;

export interface Split {
  /** Features that the rare way has and the usual way lacks, and the other way round. */
  readonly has: readonly number[];
  readonly lacks: readonly number[];
  /** Members in the rare way, ascending. */
  readonly rare: Int32Array;
  /** Groups in which both ways stand. */
  readonly groups: readonly number[];
  /** Share of the rare rows that hold some of both ways. */
  readonly mixed: number;
}

interface RareSet {
  readonly lacks: boolean;
  readonly features: number[];
  readonly rows: Int32Array;
}

export function findSplits(features: Features, members: Members, least: number): Split[] {
  const sets = rareSets(features, members, least);
  const index = transpose(ragged(sets.map((s) => s.rows)), members.row.length);
  const order = sets
    .map((_, i) => i)
    .filter((i) => sets[i].lacks && weightOf(members, sets[i].rows) >= least)
    .sort(
      (a, b) =>
        sets[b].features.length - sets[a].features.length ||
        sets[b].rows.length - sets[a].rows.length ||
        a - b,
    );
  const used = new Uint8Array(sets.length);
  const overlap = new Int32Array(sets.length);
  const splits: Split[] = [];
  for (const seed of order.slice(0, maxSeeds)) {
    if (used[seed] === 1) continue;
    const alike = likeSets(sets, index, seed, overlap);
    for (const i of alike) used[i] = 1;
    const has = alike.filter((i) => !sets[i].lacks).flatMap((i) => sets[i].features);
    if (has.length === 0) continue;
    const lacks = alike.filter((i) => sets[i].lacks).flatMap((i) => sets[i].features);
    const split = vote(features, members, sets[seed].rows, has, lacks);
    if (split && weightOf(members, split.rare) >= least) splits.push(split);
  }
  return splits;
}

export function weightOf(members: Members, list: Int32Array): number {
  let sum = 0;
  for (const m of list) sum += members.weight[m];
  return sum;
}

function ragged(lists: readonly Int32Array[]): Ragged {
  const starts = new Int32Array(lists.length + 1);
  const items = new IntList();
  lists.forEach((list, i) => {
    for (const x of list) items.push(x);
    starts[i + 1] = items.length;
  });
  return { starts, items: items.take() };
}

/** For each feature the members that have it where few do, and those that lack it where most have it; equal sets once. */
function rareSets({ of, count }: Features, members: Members, least: number): RareSet[] {
  const holders = transpose(of, count);
  const weights = new Float64Array(members.starts.length - 1);
  members.group.forEach((g, m) => (weights[g] += members.weight[m]));
  const known = new Map<number, RareSet>();
  const has = new IntList();
  const lacks = new IntList();
  const keep = (list: IntList, feature: number, isLack: boolean): void => {
    if (list.length === 0) return;
    const rows = list.take();
    list.length = 0;
    if (weightOf(members, rows) < Math.max(3, least / 2)) return;
    let a = isLack ? 1 : 2;
    let b = rows.length;
    for (const m of rows) {
      a ^= mix32(m + 0x1234567);
      b = (b + mix32(m ^ 0x2c1b3c6d)) >>> 0;
    }
    const key = (a & 0x1fffff) * 2 ** 32 + b;
    const old = known.get(key);
    if (old) old.features.push(feature);
    else known.set(key, { lacks: isLack, features: [feature], rows });
  };
  for (let f = 0; f < count; f++) {
    let k = holders.starts[f];
    const end = holders.starts[f + 1];
    while (k < end) {
      const g = members.group[holders.items[k]];
      let to = k;
      let sum = 0;
      for (; to < end && members.group[holders.items[to]] === g; to++)
        sum += members.weight[holders.items[to]];
      if (sum <= rareShare * weights[g]) {
        for (let i = k; i < to; i++) has.push(holders.items[i]);
      } else if (sum >= (1 - rareShare) * weights[g] && sum < weights[g]) {
        let i = k;
        for (let m = members.starts[g]; m < members.starts[g + 1]; m++) {
          if (i < to && holders.items[i] === m) i++;
          else lacks.push(m);
        }
      }
      k = to;
    }
    keep(has, f, false);
    keep(lacks, f, true);
  }
  return [...known.values()];
}

function likeSets(sets: readonly RareSet[], index: Ragged, seed: number, overlap: Int32Array): number[] {
  const { rows } = sets[seed];
  const step = Math.ceil(rows.length / maxCompared);
  const touched: number[] = [];
  for (let r = 0; r < rows.length; r += step) {
    for (let k = index.starts[rows[r]]; k < index.starts[rows[r] + 1]; k++) {
      const i = index.items[k];
      if (overlap[i]++ === 0) touched.push(i);
    }
  }
  const alike: number[] = [];
  for (const i of touched) {
    const both = overlap[i] * step;
    if (both >= same * (rows.length + sets[i].rows.length - both)) alike.push(i);
    overlap[i] = 0;
  }
  return alike.sort((a, b) => a - b);
}

/** Lets all features of a split vote on every row of its groups. */
function vote(
  { of }: Features,
  members: Members,
  seed: Int32Array,
  has: readonly number[],
  lacks: readonly number[],
): Split | undefined {
  const side = new Map<number, number>();
  for (const f of has) side.set(f, 1);
  for (const f of lacks) side.set(f, -1);
  const rare = new IntList();
  let mixed = 0;
  const inGroups = new Set<number>();
  for (const m of seed) inGroups.add(members.group[m]);
  for (const g of inGroups) {
    for (let m = members.starts[g]; m < members.starts[g + 1]; m++) {
      const share = rareVotes(
        of.items.subarray(of.starts[m], of.starts[m + 1]),
        side,
        has.length,
        lacks.length,
      );
      if (share > undecided && share < 1 - undecided) mixed += members.weight[m];
      if (share >= 0.5) rare.push(m);
    }
  }
  const list = rare.take().sort();
  if (list.length === 0) return undefined;
  const groups = [...new Set(Array.from(list, (m) => members.group[m]))];
  return { has, lacks, rare: list, groups, mixed: mixed / weightOf(members, list) };
}

/**
 * Features that speak for one way come in sorts (in one group a word is common, in another it is hidden as rare), so
 * this share of them is enough to have said it.
 */
const enough = 1 / 3;

/** Share of the votes for the rare way; either way has half of them, however many features speak for it. */
export function rareVotes(
  found: Int32Array,
  side: ReadonlyMap<number, number>,
  has: number,
  lacks: number,
): number {
  let present = 0;
  let kept = 0;
  for (const f of found) {
    const s = side.get(f);
    if (s === 1) present++;
    else if (s === -1) kept++;
  }
  return (Math.min(1, present / (enough * has)) + 1 - Math.min(1, kept / (enough * lacks))) / 2;
}
