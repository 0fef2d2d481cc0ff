// A Merkle tree over many small items of one size: a leaf is a page of 64 of them, one after another, the last one shorter. A
// leaf for each would take a hash and a node more for every row; a proof shows a page instead of six levels.
import { leafHash, tree } from './merkle.ts';

export const pageItems = 64;

export interface PageTree {
  /** Takes any number of whole items. */
  add(items: Buffer): void;
  /** Items so far. */
  count(): number;
  /** In hex; no items can be added behind it. */
  root(): string;
}

/** `take` is told the hash of every page, and the page, good until it returns. */
export function pageTree(itemBytes: number, take: (hash: Buffer, page: Buffer) => void = () => {}): PageTree {
  const pages = tree();
  const open = Buffer.alloc(pageItems * itemBytes);
  let held = 0;
  let count = 0;

  function close(page: Buffer): void {
    const hash = leafHash(page);
    pages.add(hash);
    take(hash, page);
  }

  return {
    add(items) {
      count += items.length / itemBytes;
      let at = 0;
      if (held > 0) {
        at = items.copy(open, held);
        held += at;
        if (held < open.length) return;
        close(open);
        held = 0;
      }
      for (; at + open.length <= items.length; at += open.length) close(items.subarray(at, at + open.length));
      held = items.copy(open, 0, at);
    },
    count: () => count,
    root() {
      if (held > 0) close(open.subarray(0, held));
      return pages.root().toString('hex');
    },
  };
}

export function pagesOf(items: number): number {
  return Math.ceil(items / pageItems);
}
