// Merkle trees as in RFC 9162, section 2.1: a leaf is hashed behind a 0 byte and a node behind a 1 byte, so that neither can
// be passed off as the other. Trees are built and proofs are made in one pass over the leaves, holding a hash for each level.
import { createHash } from 'node:crypto';

export type Hash = Buffer;

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

export function leafHash(data: Uint8Array): Hash {
  return createHash('sha256').update(leafPrefix).update(data).digest();
}

function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

/** Takes leaf hashes from the first to the last. */
export interface Tree {
  add(leaf: Hash): void;
  readonly count: number;
  /** Of the leaves so far; the hash of nothing where there are none. */
  root(): Hash;
}

export function tree(): Tree {
  // Roots of full subtrees, the largest first; sizes are the bits of `count`.
  const full: Hash[] = [];
  let count = 0;
  return {
    add(leaf) {
      let node = leaf;
      for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(full.pop() as Hash, node);
      full.push(node);
      count++;
    },
    get count() {
      return count;
    },
    root() {
      if (full.length === 0) return createHash('sha256').digest();
      return full.reduceRight((right, left) => nodeHash(left, right));
    },
  };
}

/** Root of a few leaves that are at hand. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const whole = tree();
  for (const leaf of leaves) whole.add(leaf);
  return whole.root();
}

/** Takes all leaf hashes from the first to the last and gives the inclusion proof of one of them. */
export interface Prover {
  add(leaf: Hash): void;
  /** From the leaf's neighbour up to the root's child. */
  path(): readonly Hash[];
}

/** `index` is 0-based and below `count`, the number of leaves that will be added. */
export function prover(index: number, count: number): Prover {
  // The stretches of leaves whose roots make the path: the halves that the way from the root to the leaf leaves aside.
  const asides: { readonly start: number; readonly end: number; readonly tree: Tree }[] = [];
  for (let [start, end] = [0, count]; end - start > 1;) {
    const middle = start + largestPowerBelow(end - start);
    const [from, to] = index < middle ? [middle, end] : [start, middle];
    asides.unshift({ start: from, end: to, tree: tree() });
    if (index < middle) end = middle;
    else start = middle;
  }
  const inOrder = [...asides].sort((a, b) => a.start - b.start);
  let at = 0;
  let current = 0;
  return {
    add(leaf) {
      while (current < inOrder.length && inOrder[current].end <= at) current++;
      if (at !== index) inOrder[current].tree.add(leaf);
      at++;
    },
    path() {
      if (at !== count) throw new Error(`a proof in a tree of ${count} leaves was given ${at}`);
      return asides.map((aside) => aside.tree.root());
    },
  };
}

function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** RFC 9162, 2.1.3.2. False for anything that is no proof, whatever it is. */
export function includes(
  root: Hash,
  leaf: Hash,
  index: number,
  count: number,
  path: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(index) || index < 0 || index >= count)
    return false;
  let node = leaf;
  let at = index;
  let last = count - 1;
  for (const aside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(aside, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else node = nodeHash(node, aside);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && node.equals(root);
}
