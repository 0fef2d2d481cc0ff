// A log of losses while it is written: waits for a file that is not there yet, reads what is appended, and goes on where the file is
// replaced (rotated by renaming) or emptied (copied and truncated).
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { compressionOf } from '../kind.ts';
import { logLines } from './log-lines.ts';
import { refuseNoFile } from './read-log.ts';

export interface FollowOptions {
  /** Ends the log. */
  readonly signal: AbortSignal;
  /** The log ends when nothing was appended for so long. */
  readonly idleMs: number;
  readonly pollMs: number;
  readonly longestLine: number;
}

const pieceBytes = 2 ** 18;

/** Batches of records, an empty one whenever there is nothing new; ends by itself only when it stays idle or is told to. */
export async function* followLog(
  path: string,
  { signal, idleMs, pollMs, longestLine }: FollowOptions,
): AsyncGenerator<readonly unknown[], void, undefined> {
  refuseNoFile(path);
  const lines = logLines(longestLine);
  const buffer = Buffer.allocUnsafe(pieceBytes);
  let file: FileHandle | undefined;
  let position = 0;
  let lastNews = performance.now();

  async function read(): Promise<Buffer | undefined> {
    if (!file) return undefined;
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, position);
    if (bytesRead === 0) return undefined;
    const piece = buffer.subarray(0, bytesRead);
    if (position === 0) refuseTables(path, piece);
    position += bytesRead;
    return piece;
  }

  /** Whether another file stands under the name, or the same one anew. */
  async function replaced(): Promise<boolean> {
    const now = await stat(path).catch(() => undefined);
    if (!now?.isFile()) return false;
    if (!file) return true;
    const own = await file.stat();
    return now.ino !== own.ino || now.dev !== own.dev || own.size < position;
  }

  try {
    while (!signal.aborted) {
      const piece = await read();
      if (piece) {
        lastNews = performance.now();
        yield lines.push(piece);
        continue;
      }
      // All of the old file has been read: what is appended to it from now on is lost to everybody.
      if (await replaced()) {
        if (file) yield lines.rest();
        await file?.close();
        [file, position] = [undefined, 0];
        file = await open(path, 'r').catch(() => undefined);
        continue;
      }
      if (performance.now() - lastNews >= idleMs) break;
      yield [];
      await pause(pollMs, undefined, { signal }).catch(() => undefined);
    }
    yield lines.rest();
  } finally {
    await file?.close();
  }
}

function refuseTables(path: string, start: Buffer): void {
  const packed = compressionOf(start) !== 'none' || start.subarray(0, 4).toString('latin1') === 'PAR1';
  if (packed)
    throw new UsageError(
      'unsupported',
      `${visible(path)} is packed or a table, which cannot be read while it is written`,
      'Let the trainer write plain JSONL, or leave out --follow.',
    );
}
