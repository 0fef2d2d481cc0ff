// The tree over the distinct contents of a set in ascending order. A row that is on no page is not in the set, and one or two
// pages show it.
import { pageTree } from './page-tree.ts';
import { digestBytes } from './row-records.ts';
import { sortedContents } from './sorted-contents.ts';

export async function contentsTree(
  recordsPath: string,
  rows: number,
  take?: (hash: Buffer, page: Buffer) => void,
): Promise<{ count: number; root: string }> {
  const pages = pageTree(digestBytes, take);
  for await (const block of sortedContents(recordsPath, rows)) pages.add(block);
  return { root: pages.root(), count: pages.count() };
}
