// Writes row records as they come, in blocks, and keeps the tree of the file that is being hashed: a leaf is a page of records,
// because one for each row would double the cost of attesting.
import { closeSync, openSync, writeSync } from 'node:fs';
import { refuse } from '../report/atomic-write.ts';
import { pageTree, type PageTree } from './page-tree.ts';
import { recordBytes } from './row-records.ts';

export interface RecordFile {
  add(records: Buffer): void;
  /** Ends the rows of a file and gives the root over them. */
  endFile(): string;
  close(): void;
}

/** `shown`: the path in messages. */
export function recordFile(path: string, shown = path): RecordFile {
  const handle = openSync(path, 'wx');
  let pages: PageTree = pageTree(recordBytes);
  return {
    add(records) {
      pages.add(records);
      try {
        // A disk that is nearly full takes part of a block and says so only by the count.
        for (let at = 0; at < records.length;) at += writeSync(handle, records, at, records.length - at);
      } catch (error) {
        refuse(shown, error);
      }
    },
    endFile() {
      const root = pages.root();
      pages = pageTree(recordBytes);
      return root;
    },
    close: () => closeSync(handle),
  };
}
