// The SHA-256 of a corpus's files as they are on disk, and whether a file stayed the same while it was read.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import type { CorpusFile } from './shard.ts';

/** What a file looked like: enough to notice that it was written to or put in place of another. */
export interface Stamp {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly inode: number;
}

/** Fails when a file is no longer as long as it was when the corpus was opened. */
export async function stampFiles(files: readonly CorpusFile[]): Promise<readonly Stamp[]> {
  return Promise.all(
    files.map(async (file) => {
      const now = await stamp(file);
      if (now.bytes !== file.bytes) throw changed(file);
      return now;
    }),
  );
}

export async function checkUnchanged(files: readonly CorpusFile[], before: readonly Stamp[]): Promise<void> {
  for (const [i, file] of files.entries()) {
    const now = await stamp(file);
    const { bytes, modifiedMs, inode } = before[i];
    if (now.bytes !== bytes || now.modifiedMs !== modifiedMs || now.inode !== inode) throw changed(file);
  }
}

/** Hex digests in the order of the files. */
export async function hashFiles(files: readonly CorpusFile[]): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(file.location, { highWaterMark: 2 ** 20 }))
        hash.update(chunk as Buffer);
    } catch (cause) {
      throw changed(file, cause);
    }
    digests.push(hash.digest('hex'));
  }
  return digests;
}

/** One digest for all files: of their hashes, one line each. */
export function hashOfHashes(digests: readonly string[]): string {
  return createHash('sha256')
    .update(digests.map((digest) => `${digest}\n`).join(''))
    .digest('hex');
}

async function stamp(file: CorpusFile): Promise<Stamp> {
  try {
    const { size, mtimeMs, ino } = await stat(file.location);
    return { bytes: size, modifiedMs: mtimeMs, inode: ino };
  } catch (cause) {
    throw changed(file, cause);
  }
}

function changed(file: CorpusFile, cause?: unknown): UsageError {
  const hint = 'Scan a copy, or wait until nothing writes to it.';
  return new UsageError('changed-file', `${file.path} changed while it was being scanned`, hint, cause);
}
