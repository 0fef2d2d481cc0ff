// The bytes of a shard, piece by piece: a range of a plain file, or a compressed file unpacked.
import { open } from 'node:fs/promises';
import { UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile, Shard } from './shard.ts';
import { unpack } from './unpack.ts';

/** Bytes read at once. Smaller costs calls, larger leaves the processor's cache; see bench/speed. */
const chunkBytes = 2 ** 18;

export interface Source {
  /** Each chunk is overwritten by the next. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes taken from disk so far. */
  progress(): number;
}

/** The bytes from `start` on, to the end of the file or of the line in which `end` falls. */
export function shardSource(file: CorpusFile, shard: Shard, limits: Limits): Source {
  let taken = 0;
  const count = (bytes: number): void => {
    taken += bytes;
  };
  const whole = shard.start === 0 && shard.end >= file.bytes;
  const chunks =
    file.compression !== 'none'
      ? unpack(fileChunks(file.location, count), file.compression, limits)
      : whole
        ? fileChunks(file.location, count)
        : lineRange(file.location, shard, count);
  return { chunks, progress: () => Math.min(taken, shard.end - shard.start) };
}

/** A whole plain or compressed file, unpacked. */
export function fileSource(file: CorpusFile, limits: Limits): Source {
  return shardSource(file, { file: 0, start: 0, end: file.bytes }, limits);
}

/** The bytes of a file as it is on disk, from `start` on. A chunk is overwritten by the next but one, which is read meanwhile. */
export async function* fileChunks(
  location: string,
  count: (bytes: number) => void = () => {},
  start = 0,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await openFile(location);
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  const readAt = (at: number) => {
    const reading = handle.read(buffers[0], 0, chunkBytes, at);
    // What goes wrong is told when it is waited for.
    reading.catch(() => undefined);
    return reading;
  };
  let next = readAt(start);
  try {
    for (let position = start; ;) {
      const { bytesRead, buffer } = await next.catch(unreadable);
      if (bytesRead === 0) return;
      position += bytesRead;
      count(bytesRead);
      buffers.reverse();
      next = readAt(position);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await next.catch(() => undefined);
    await handle.close();
  }
}

// A shard owns the lines that start in [start, end): it begins after the first line end at or after start - 1 and
// stops after the line end at or after end - 1. So whatever the cut, every line has one owner.
async function* lineRange(
  location: string,
  { start, end }: Shard,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  if (end <= start) return;
  let position = Math.max(0, start - 1);
  let begun = start === 0;
  for await (const chunk of fileChunks(location, count, position)) {
    let from = 0;
    if (!begun) {
      const at = chunk.indexOf(0x0a);
      // Nothing starts in this range when its only line end, if any, is the one that closes the range.
      if (at < 0 ? position + chunk.length >= end : position + at + 1 >= end) return;
      if (at >= 0) {
        begun = true;
        from = at + 1;
      }
    }
    if (begun) {
      const last = chunk.indexOf(0x0a, Math.max(from, end - 1 - position));
      if (last >= 0) {
        yield chunk.subarray(from, last + 1);
        return;
      }
      if (from < chunk.length) yield chunk.subarray(from);
    }
    position += chunk.length;
  }
}

async function openFile(location: string) {
  try {
    return await open(location, 'r');
  } catch (error) {
    return unreadable(error);
  }
}

/** What the disk says against it is about this file, and no reason to give up the others. */
function unreadable(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    throw new UnreadableFile('no-such-file', 'the file is no longer there', error);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    throw new UnreadableFile('no-permission', 'no permission to read the file', error);
  }
  if (code === undefined) throw error;
  throw new UnreadableFile('truncated', `the system cannot read the file (${code})`, error);
}
