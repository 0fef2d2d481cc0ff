// The SHA-256 of a corpus's files as they are on disk, and whether a file stayed the same while it was read.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import { fileChunks } from './chunks.ts';
import { asUsageError } from './identify.ts';
import { UnreadableFile } from './reader.ts';
import type { CorpusFile, Problem } from './shard.ts';

/** What a file looked like: enough to notice that it was written to or put in place of another. */
export interface Stamp {
  readonly bytes: number;
  readonly modifiedMs: number;
  /** When the system last changed its entry, which no program can set back. */
  readonly changedMs: number;
  readonly inode: number;
}

type Named = Pick<CorpusFile, 'path' | 'location'>;

/** The stamp of a file as it is now; undefined when it cannot be had. */
export async function stampNow(file: Named): Promise<Stamp | undefined> {
  return stamp(file).catch(() => undefined);
}

/** Whether the two were taken of a file that nothing was written to in between. */
export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.bytes === b.bytes &&
    a.modifiedMs === b.modifiedMs &&
    a.inode === b.inode
  );
}

/** The same, and nothing was done to its entry either: a program can set the time of a change back, not that of its entry. */
export function sameEntry(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return sameStamp(a, b) && a?.changedMs === b?.changedMs;
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

/** Of each file that is no longer what it was, a problem; those without a stamp are not looked at. */
export async function changesSince(
  files: readonly CorpusFile[],
  before: readonly (Stamp | undefined)[],
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const [i, file] of files.entries()) {
    if (before[i] === undefined) continue;
    const now = await stampNow(file);
    if (sameStamp(before[i], now)) continue;
    const what = now ? 'it changed' : 'it vanished';
    const reason = `${what} while it was being scanned, so what is said of its rows may not be so`;
    problems.push({ file: file.path, row: -1, line: 0, reason });
  }
  return problems;
}

/** Fails where `changesSince` would find something. */
export async function checkUnchanged(files: readonly CorpusFile[], before: readonly Stamp[]): Promise<void> {
  for (const [i, file] of files.entries()) {
    if (!sameStamp(before[i], await stamp(file))) throw changed(file);
  }
}

/** As `hashFiles`, but '' for a file that cannot be read to its end. */
export async function hashReadable(files: readonly CorpusFile[]): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const file of files) digests.push((await hashFiles([file]).catch(() => ['']))[0]);
  return digests;
}

/** Hex digests in the order of the files. `read` is told of bytes as they are read. */
export async function hashFiles(
  files: readonly Named[],
  read: (bytes: number) => void = () => {},
): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of fileChunks(file.location, read)) hash.update(chunk);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      throw error.code === 'no-such-file' ? changed(file, error) : asUsageError(file.path, error);
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

async function stamp(file: Named): Promise<Stamp> {
  try {
    const { size, mtimeMs, ctimeMs, ino } = await stat(file.location);
    return { bytes: size, modifiedMs: mtimeMs, changedMs: ctimeMs, inode: ino };
  } catch (cause) {
    throw changed(file, cause);
  }
}

function changed(file: Named, cause?: unknown): UsageError {
  const hint = 'Scan a copy, or wait until nothing writes to it.';
  return new UsageError('changed-file', `${file.path} changed while it was being scanned`, hint, cause);
}
