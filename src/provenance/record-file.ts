// Writes row records as they come, in blocks, and keeps the tree of the file that is being hashed.
import { closeSync, openSync, writeSync } from 'node:fs';
import { refuse } from '../report/atomic-write.ts';
import { digestInto } from './digest-into.ts';
import { tree, type Tree } from './merkle.ts';
import { digestBytes, recordBytes } from './row-records.ts';

export interface RecordFile {
  /** `digests`: 64 bytes, taken in. */
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
  // A record behind the prefix of a leaf, and the hash of both.
  const leaf = Buffer.alloc(1 + recordBytes);
  const leafHash = Buffer.alloc(digestBytes);
  let held = 0;
  let rows: Tree = tree();

  function flush(): void {
    try {
      // A disk that is nearly full takes part of a block and says so only by the count.
      for (let at = 0; at < held;) at += writeSync(handle, block, at, held - at);
    } catch (error) {
      refuse(shown, error);
    }
    held = 0;
  }

  return {
    add(digests, source) {
      leaf.set(digests.length > 2 * digestBytes ? digests.subarray(0, 2 * digestBytes) : digests, 1);
      leaf.writeUInt32LE(source, 1 + 2 * digestBytes);
      block.set(leaf.subarray(1), held);
      digestInto(leafHash, 0, leaf);
      rows.add(leafHash);
      held += recordBytes;
      if (held === block.length) flush();
    },
    endFile() {
      const root = rows.root().toString('hex');
      rows = tree();
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
