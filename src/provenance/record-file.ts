// Writes row records as they come, in blocks, and keeps the tree of the file that is being hashed: a leaf is a page of records,
// because one for each row would double the cost of attesting.
import { closeSync, openSync, writeSync } from 'node:fs';
import { refuse } from '../report/atomic-write.ts';
import { pageTree, type PageTree } from './page-tree.ts';
import { digestBytes, recordBytes } from './row-records.ts';

export interface RecordFile {
  /** Takes in the first 64 bytes of `digests`. */
  add(digests: Buffer, source: number): void;
  /** Ends the rows of a file and gives the root over them. */
  endFile(): string;
  close(): void;
}

const recordsHeld = 2 ** 14;

/** `shown`: the path in messages. */
export function recordFile(path: string, shown = path): RecordFile {
  const handle = openSync(path, 'wx');
  const block = Buffer.alloc(recordsHeld * recordBytes);
  let held = 0;
  /** Records up to here are in the tree. */
  let told = 0;
  let pages: PageTree = pageTree(recordBytes);

  function tell(): void {
    pages.add(block.subarray(told, held));
    told = held;
  }

  function flush(): void {
    tell();
    try {
      // A disk that is nearly full takes part of a block and says so only by the count.
      for (let at = 0; at < held;) at += writeSync(handle, block, at, held - at);
    } catch (error) {
      refuse(shown, error);
    }
    held = told = 0;
  }

  return {
    add(digests, source) {
      digests.copy(block, held, 0, 2 * digestBytes);
      block.writeUInt32LE(source, held + 2 * digestBytes);
      held += recordBytes;
      if (held === block.length) flush();
    },
    endFile() {
      tell();
      const root = pages.root();
      pages = pageTree(recordBytes);
      return root;
    },
    close() {
      try {
        if (held > 0) flush();
      } finally {
        closeSync(handle);
      }
    },
  };
}
