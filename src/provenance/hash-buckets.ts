// Hashes parted by their first byte as they come, so that each part can be sorted by itself. What is more than fits in memory
// goes to a temporary file, a block of one bucket after another.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { dropTemporary, temporaryPath } from '../corpus/temporary.ts';
import { digestBytes } from './row-records.ts';
import { hashWords, sortedHashes } from './sort-hashes.ts';

/** Hashes of one bucket that are held before they go to disk: 16 MiB for all buckets. */
const mostHeld = 2 ** 11;
const begun = 2 ** 6;

export interface Bucket {
  /** Hashes, some perhaps more than once. */
  count(): number;
  /** In blocks, each good until the next. */
  blocks(): Generator<Uint32Array>;
}

export interface HashBuckets {
  /** The hash that begins at this word. */
  add(from: Uint32Array, word: number): void;
  /** By their first byte, from 0 to 255. */
  readonly buckets: readonly Bucket[];
  /** Ends, and drops what is on disk. */
  close(): void;
}

export function hashBuckets(held = mostHeld): HashBuckets {
  const most = held * hashWords;
  const parts = Array.from({ length: 256 }, () => ({
    words: new Uint32Array(0),
    used: 0,
    /** Where its blocks are in the file, and their bytes. */
    blocks: [] as { readonly at: number; readonly bytes: number }[],
    written: 0,
  }));
  type Part = (typeof parts)[number];
  let file: { readonly path: string; readonly handle: number } | undefined;
  let end = 0;

  function makeRoom(part: Part): void {
    if (part.words.length < most) {
      const larger = new Uint32Array(Math.min(most, Math.max(begun * hashWords, 2 * part.words.length)));
      larger.set(part.words);
      part.words = larger;
      return;
    }
    // Rows that are there many times need not be written as often.
    const kept = sortedHashes(part.words, part.used / hashWords);
    if (2 * kept.length <= most) {
      part.words.set(kept);
      part.used = kept.length;
      return;
    }
    if (!file) {
      const path = temporaryPath();
      file = { path, handle: openSync(path, 'wx+', 0o600) };
    }
    const bytes = kept.byteLength;
    for (let done = 0; done < bytes;)
      done += writeSync(
        file.handle,
        new Uint8Array(kept.buffer, kept.byteOffset),
        done,
        bytes - done,
        end + done,
      );
    part.blocks.push({ at: end, bytes });
    part.written += bytes;
    part.used = 0;
    end += bytes;
  }

  return {
    add(from, word) {
      const part = parts[from[word] & 0xff];
      if (part.used === part.words.length) makeRoom(part);
      const { words, used } = part;
      for (let i = 0; i < hashWords; i++) words[used + i] = from[word + i];
      part.used = used + hashWords;
    },
    buckets: parts.map((part) => ({
      count: () => part.written / digestBytes + part.used / hashWords,
      *blocks() {
        const block = new Uint32Array(part.blocks.length > 0 ? most : 0);
        for (const { at, bytes } of part.blocks) {
          for (let done = 0; done < bytes;) {
            const more = readSync(file!.handle, block, done, bytes - done, at + done);
            if (more === 0) throw new Error(`${file!.path} was cut off`);
            done += more;
          }
          yield block.subarray(0, bytes / 4);
        }
        yield part.words.subarray(0, part.used);
      },
    })),
    close() {
      if (!file) return;
      closeSync(file.handle);
      dropTemporary(file.path);
      file = undefined;
    },
  };
}
