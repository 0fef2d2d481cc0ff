import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { includes, leafHash, prover, rootOf, type Hash } from './merkle.ts';

/** The definition of RFC 9162, 2.1.1, word for word. */
function defined(leaves: readonly Uint8Array[]): Hash {
  const hash = (...parts: Uint8Array[]) =>
    parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0]);
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return hash(Buffer.of(1), defined(leaves.slice(0, k)), defined(leaves.slice(k)));
}

const data = (n: number) => Array.from({ length: n }, (_, i) => Buffer.from(`leaf ${i}`));
const pathTo = (index: number, leaves: readonly Hash[]) => {
  const proof = prover(index, leaves.length);
  for (const leaf of leaves) proof.add(leaf);
  return proof.path();
};

describe('a Merkle tree', () => {
  it('has the root that the standard defines', () => {
    for (let n = 0; n < 70; n++) expect(rootOf(data(n).map(leafHash))).toEqual(defined(data(n)));
    // The published tree head of an empty log.
    expect(rootOf([]).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('proves each leaf, and nothing else', () => {
    for (let n = 1; n < 40; n++) {
      const leaves = data(n).map(leafHash);
      const root = rootOf(leaves);
      for (let i = 0; i < n; i++) {
        const path = pathTo(i, leaves);
        expect(includes(root, leaves[i], i, n, path)).toBe(true);
        expect(includes(root, leafHash(Buffer.from('forged')), i, n, path)).toBe(false);
        if (n > 1) expect(includes(root, leaves[i], i, n, path.slice(1))).toBe(false);
        expect(includes(root, leaves[i], i, n, [...path, root])).toBe(false);
        if (n > 1) expect(includes(root, leaves[i], (i + 1) % n, n, path)).toBe(false);
      }
    }
  });

  it('takes no node for a leaf', () => {
    const leaves = data(4).map(leafHash);
    const root = rootOf(leaves);
    const left = rootOf(leaves.slice(0, 2));
    const right = rootOf(leaves.slice(2));
    // As a tree of two: the nodes are not hashes of leaves that anybody could show.
    expect(includes(root, leafHash(Buffer.concat([leaves[0], leaves[1]])), 0, 2, [right])).toBe(false);
    expect(rootOf([leafHash(left), leafHash(right)])).not.toEqual(root);
    // A doubled last leaf is another tree, unlike in Bitcoin's.
    expect(rootOf([...leaves.slice(0, 3), leaves[2]])).not.toEqual(rootOf(leaves.slice(0, 3)));
  });

  it('bears any proof', () => {
    const root = rootOf(data(9).map(leafHash));
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(
        hash,
        fc.double(),
        fc.double(),
        fc.array(hash, { maxLength: 70 }),
        (leaf, index, count, path) => {
          expect(includes(root, leaf, index, count, path)).toBe(false);
        },
      ),
    );
  });
});
