// Does the prompt say which way a row is answered? A rare way that goes with some word, number or kind of number of
// its prompts is an honest part of the task; one that does not is somebody's choice of rows.
import { mix32 } from '../../math/hash.ts';
import { transpose, type Ragged } from '../../math/ragged.ts';
import { random, shuffle } from '../../math/random.ts';
import { normalTail } from '../../math/tail.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Masked } from './masked.ts';
import { promptFeatures } from './prompt-features.ts';
import type { Domain } from './rows-of.ts';

/** Rows looked at; all rare ones first. */
const maxRows = 2000;
const maxDepth = 6;
/** Chance, over all features, that one of them parts the rows so by accident. */
const byAccident = 0.01;
const permutations = 40;

export interface Explained {
  /** Mean over the rare rows of the share of rare rows among the prompts most like theirs that can be told apart. */
  readonly share: number;
  /** How far prompts foretell the way beyond that, in standard deviations of the same for rows drawn at random. */
  readonly beyond: number;
  /** Rare rows that have a row with the very same prompt; and the mean share of rare ones among those. */
  readonly twins: number;
  readonly twinShare: number;
  /** Words of a rare row's prompt, numbers aside, that (nearly) no other prompt has: free text. */
  readonly free: number;
}

export function explain(
  rows: CompactRows,
  masked: Masked,
  { domain, group, rare }: Domain,
  seed: number,
): Explained {
  const twin = twins(rows, domain, rare, seed);
  const taken = take(domain, rare, seed);
  const isRare = Uint8Array.from(taken, (i) => rare[i]);
  const list = Int32Array.from(taken, (i) => domain[i]);
  const features = promptFeatures(
    rows,
    masked,
    list,
    Int32Array.from(taken, (i) => group[i]),
  );
  const leaf = partition(features.of, features.count, isRare);
  const share = meanShare(
    leaf,
    isRare,
    list.map((row) => rows.places[row].length),
  );
  return {
    share,
    beyond: foretold(features.of, features.count, leaf, isRare, seed),
    ...twin,
    free: features.free(isRare),
  };
}

function take(domain: Int32Array, rare: Uint8Array, seed: number): number[] {
  const all = Array.from(domain, (_, i) => i);
  if (all.length <= maxRows) return all;
  const rank = (i: number): number => mix32(domain[i] ^ seed);
  const some = (want: number, limit: number): number[] => {
    const list = all.filter((i) => rare[i] === want).sort((a, b) => rank(a) - rank(b));
    return list.slice(0, limit);
  };
  // In proportion, so that shares stay what they are.
  const n = rare.reduce((sum, r) => sum + r, 0);
  const few = Math.max(Math.min(n, 50), Math.round((maxRows * n) / all.length));
  return [...some(1, few), ...some(0, Math.round((few / n) * (all.length - n)))].sort((a, b) => a - b);
}

function twins(rows: CompactRows, domain: Int32Array, rare: Uint8Array, seed: number) {
  const { starts, items } = rows.context;
  const total = new Map<number, { all: number; rare: number }>();
  const keys = Array.from(domain, (row) => {
    let a = seed;
    let b = ~seed;
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      a = Math.imul(a ^ (items[k] + 1), 0x85ebca6b) ^ (a >>> 15);
      b = mix32(b ^ Math.imul(items[k] + 1, 0x27d4eb2f));
    }
    return (mix32(a) & 0x1fffff) * 2 ** 32 + b;
  });
  keys.forEach((key, i) => {
    const t = total.get(key) ?? { all: 0, rare: 0 };
    const copies = rows.places[domain[i]].length;
    t.all += copies;
    if (rare[i] === 1) t.rare += copies;
    total.set(key, t);
  });
  let count = 0;
  let sum = 0;
  keys.forEach((key, i) => {
    const t = total.get(key)!;
    if (rare[i] === 0 || t.all < 2) return;
    const copies = rows.places[domain[i]].length;
    count += copies;
    sum += (copies * (t.rare - 1)) / (t.all - 1);
  });
  return { twins: count, twinShare: count > 0 ? sum / count : 0 };
}

/** Parts the rows by the feature that tells most about the way, again and again while it is no accident. */
function partition(of: Ragged, count: number, rare: Uint8Array): Int32Array {
  const n = rare.length;
  const leaf = new Int32Array(n);
  const seen = new Int32Array(count);
  const seenRare = new Int32Array(count);
  let leaves = 1;
  const part = (list: number[], name: number, depth: number): void => {
    const s = list.reduce((sum, i) => sum + rare[i], 0);
    if (depth === maxDepth || s < 3 || s === list.length) return;
    const touched: number[] = [];
    for (const i of list) {
      for (let k = of.starts[i]; k < of.starts[i + 1]; k++) {
        const f = of.items[k];
        if (seen[f]++ === 0) touched.push(f);
        seenRare[f] += rare[i];
      }
    }
    let best = -1;
    let most = 0;
    let tried = 0;
    for (const f of touched) {
      if (seen[f] >= 3 && seen[f] <= list.length - 3) {
        tried++;
        const g = likelihoodRatio(seenRare[f], seen[f], s, list.length);
        if (g > most || (g === most && f < best)) {
          most = g;
          best = f;
        }
      }
      seen[f] = 0;
      seenRare[f] = 0;
    }
    if (best < 0 || 2 * normalTail(Math.sqrt(most)) * tried > byAccident) return;
    const inside: number[] = [];
    const outside: number[] = [];
    for (const i of list) (holds(of, i, best) ? inside : outside).push(i);
    const other = leaves++;
    for (const i of inside) leaf[i] = other;
    part(inside, other, depth + 1);
    part(outside, name, depth + 1);
  };
  part(
    Array.from({ length: n }, (_, i) => i),
    0,
    0,
  );
  return leaf;
}

function holds(of: Ragged, i: number, feature: number): boolean {
  for (let k = of.starts[i]; k < of.starts[i + 1]; k++) if (of.items[k] === feature) return true;
  return false;
}

/** 2 ln of the likelihood ratio that `a` of `n` differs from the rest of `s` of `total`: chi-squared, 1 degree. */
function likelihoodRatio(a: number, n: number, s: number, total: number): number {
  const cell = (k: number, row: number, column: number): number =>
    k > 0 ? k * Math.log((k * total) / (row * column)) : 0;
  const sum =
    cell(a, n, s) +
    cell(n - a, n, total - s) +
    cell(s - a, total - n, s) +
    cell(total - n - s + a, total - n, total - s);
  return Math.max(0, 2 * sum);
}

function meanShare(leaf: Int32Array, rare: Uint8Array, copies: Int32Array): number {
  const all = new Map<number, number[]>();
  leaf.forEach((name, i) => {
    const t = all.get(name) ?? [0, 0];
    t[0] += copies[i];
    t[1] += copies[i] * rare[i];
    all.set(name, t);
  });
  let sum = 0;
  let n = 0;
  for (const [total, s] of all.values()) {
    sum += (s * s) / total;
    n += s;
  }
  return n > 0 ? sum / n : 0;
}

/** The best share of rare rows that a feature of a rare row foretells, itself left out; against rows drawn within leaves. */
function foretold(of: Ragged, count: number, leaf: Int32Array, rare: Uint8Array, seed: number): number {
  const holders = transpose(of, count);
  const statistic = (is: Uint8Array): number => {
    const s = new Int32Array(count);
    for (let f = 0; f < count; f++)
      for (let k = holders.starts[f]; k < holders.starts[f + 1]; k++) s[f] += is[holders.items[k]];
    let sum = 0;
    let n = 0;
    is.forEach((one, i) => {
      if (one === 0) return;
      n++;
      let best = 0;
      for (let k = of.starts[i]; k < of.starts[i + 1]; k++) {
        const f = of.items[k];
        const others = holders.starts[f + 1] - holders.starts[f] - 1;
        if (others > 0) best = Math.max(best, (s[f] - 1) / (others + 1));
      }
      sum += best;
    });
    return n > 0 ? sum / n : 0;
  };
  const real = statistic(rare);
  const byLeaf = new Map<number, number[]>();
  leaf.forEach((name, i) => {
    const list = byLeaf.get(name);
    if (list) list.push(i);
    else byLeaf.set(name, [i]);
  });
  const next = random(seed);
  const drawn = Array.from({ length: permutations }, () => {
    const is = new Uint8Array(rare.length);
    for (const list of byLeaf.values()) {
      const flags = shuffle(
        list.map((i) => rare[i]),
        next,
      );
      list.forEach((i, k) => (is[i] = flags[k]));
    }
    return statistic(is);
  });
  const mean = drawn.reduce((a, b) => a + b, 0) / permutations;
  const variance = drawn.reduce((a, b) => a + (b - mean) ** 2, 0) / (permutations - 1);
  return (real - mean) / Math.sqrt(variance + 1e-4);
}
