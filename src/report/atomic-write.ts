// A file is written whole or not at all: into a temporary file beside it, flushed to the disk, then renamed
// over the old one. A killed process or a full disk leaves what was there before.
import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

// Large enough that a report is a few writes, small enough to hold.
const bufferBytes = 256 * 1024;

/** Writes the chunks, in order, as the whole of the file at `path`; replaces what is there. */
export async function writeAtomically(path: string, chunks: Chunks): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  let file: FileHandle | undefined;
  try {
    file = await open(temporary, 'wx').catch((error: unknown) => refuse(path, error));
    for await (const block of blocks(chunks)) await writeAll(file, block, path);
    await file.sync().catch((error: unknown) => refuse(path, error));
    await file.close().catch((error: unknown) => refuse(path, error));
    file = undefined;
    await rename(temporary, path).catch((error: unknown) => refuse(path, error));
  } catch (error) {
    await file?.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** Chunks gathered into blocks, so that a line at a time is not a system call at a time. */
async function* blocks(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    held.push(piece);
    bytes += piece.length;
    if (bytes >= bufferBytes) {
      yield Buffer.concat(held);
      held = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(held);
}

// A disk that is nearly full takes part of a block and says so only by the count.
async function writeAll(file: FileHandle, block: Uint8Array, path: string): Promise<void> {
  for (let at = 0; at < block.length;) {
    const { bytesWritten } = await file.write(block, at).catch((error: unknown) => refuse(path, error));
    at += bytesWritten;
  }
}

// The rename itself lives in the folder. Some systems cannot flush a folder; the file is whole either way.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

/** Throws the user's version of what the disk said; what is not theirs is passed on. */
export function refuse(path: string, error: unknown): never {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      throw new UsageError(
        'disk-full',
        `no space left to write ${path}`,
        'Free some space or write to another disk.',
        error,
      );
    case 'EFBIG':
      throw new UsageError(
        'disk-full',
        `${path} would be larger than allowed here`,
        'Raise the file size limit or write to another disk.',
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      throw new UsageError(
        'no-permission',
        `not allowed to write ${path}`,
        'Choose a folder that you can write to.',
        error,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      throw new UsageError(
        'no-such-file',
        `no folder to write ${path} into`,
        'Name a folder that exists or can be made.',
        error,
      );
    case 'EISDIR':
      throw new UsageError('exists', `${path} is a folder`, 'Move it away or write somewhere else.', error);
    default:
      throw error;
  }
}
