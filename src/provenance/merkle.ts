// Merkle trees as in RFC 9162, section 2.1: a leaf is hashed behind a 0 byte and a node behind a 1 byte, so that neither can
// be passed off as the other. Trees are built and proofs are made in one pass over the leaves, holding a hash for each level.
import { digestInto } from './digest-into.ts';

export type Hash = Buffer;

const hashBytes = 32;

export function leafHash(data: Uint8Array): Hash {
  const text = Buffer.allocUnsafe(1 + data.length);
  text[0] = 0;
  text.set(data, 1);
  return digestOf(text);
}

function digestOf(text: Uint8Array): Hash {
  const digest = Buffer.allocUnsafe(hashBytes);
  digestInto(digest, 0, text);
  return digest;
}

/** Two nodes behind their prefix. One place for all, filled anew for each hash: a large tree has millions. */
const pair = Buffer.alloc(1 + 2 * hashBytes, 1);
const [leftAt, rightAt] = [1, 1 + hashBytes];

function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, leftAt);
  pair.set(right, rightAt);
  return digestOf(pair);
}

/** Takes leaf hashes from the first to the last. */
export interface Tree {
  add(leaf: Hash): void;
  readonly count: number;
  /** Of the leaves so far; the hash of nothing where there are none. */
  root(): Hash;
}

export function tree(): Tree {
  // The root of a full subtree of 2 ** level leaves, where the bit of that level is set in `count`.
  const full = Buffer.alloc(54 * hashBytes);
  let count = 0;
  return {
    add(leaf) {
      let level = 0;
      pair.set(leaf, rightAt);
      for (let rest = count; rest % 2 === 1; rest = (rest - 1) / 2) {
        pair.set(full.subarray(level * hashBytes, ++level * hashBytes), leftAt);
        digestInto(pair, rightAt, pair);
      }
      full.set(pair.subarray(rightAt), level * hashBytes);
      count++;
    },
    get count() {
      return count;
    },
    root() {
      let root: Hash | undefined;
      for (let level = 0, rest = count; rest > 0; level++, rest = Math.floor(rest / 2)) {
        if (rest % 2 === 0) continue;
        const left = Buffer.from(full.subarray(level * hashBytes, (level + 1) * hashBytes));
        root = root ? nodeHash(left, root) : left;
      }
      return root ?? digestOf(new Uint8Array(0));
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
