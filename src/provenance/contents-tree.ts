// The tree over the distinct contents of a set in ascending order, a page of hashes to a leaf. A row that is on no page is not
// in the set, and one or two pages show it. Pages, because a leaf for each hash would double the cost of attesting.
import { leafHash, tree } from './merkle.ts';
import { digestBytes } from './row-records.ts';
import { sortedContents } from './sorted-contents.ts';

/** Hashes on a page, but for the last: 2 KiB, so that a proof stays small. */
export const pageHashes = 64;

const pageBytes = pageHashes * digestBytes;

export async function contentsTree(
  recordsPath: string,
  rows: number,
): Promise<{ count: number; root: string }> {
  const pages = tree();
  let count = 0;
  for await (const page of contentPages(sortedContents(recordsPath, rows))) {
    pages.add(leafHash(page));
    count += page.length / digestBytes;
  }
  return { count, root: pages.root().toString('hex') };
}

/** Each page is good until the next. */
export async function* contentPages(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, block]) : block;
    let at = 0;
    for (; at + pageBytes <= bytes.length; at += pageBytes) yield bytes.subarray(at, at + pageBytes);
    rest = Buffer.from(bytes.subarray(at));
  }
  if (rest.length > 0) yield rest;
}
