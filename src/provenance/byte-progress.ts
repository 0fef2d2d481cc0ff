// How far a set has been read, in bytes, told file by file.
import { statSync } from 'node:fs';
import type { DataFile } from './data-files.ts';

export interface ByteProgress {
  readonly total: number;
  /** Bytes of a file as they are read; whatever is read, no more count than it has. */
  reading(file: DataFile): (bytes: number) => void;
  /** All of the file counts. */
  done(file: DataFile): void;
}

/** `tell` is given bytes so far and in all. */
export function byteProgress(
  files: readonly DataFile[],
  tell: (done: number, total: number) => void = () => {},
): ByteProgress {
  const left = new Map(files.map((file) => [file, sizeOf(file)]));
  const total = [...left.values()].reduce((sum, bytes) => sum + bytes, 0);
  let done = 0;
  function count(file: DataFile, bytes: number): void {
    const rest = left.get(file) ?? 0;
    const counted = Math.min(rest, bytes);
    left.set(file, rest - counted);
    done += counted;
    tell(done, total);
  }
  return {
    total,
    reading: (file) => (bytes) => count(file, bytes),
    done: (file) => count(file, Infinity),
  };
}

/** A file that vanished is told of when it is read. */
function sizeOf({ location }: DataFile): number {
  return statSync(location, { throwIfNoEntry: false })?.size ?? 0;
}
