// A file for what does not fit the memory. It has no name from the moment that it is opened, so that nothing is left
// behind however the process ends, a crash and Ctrl-C included; where a system does not allow that, it goes when it is
// closed or the process exits. It lies in the system's folder for temporary files: TMPDIR names another.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Scratch } from '../summary.ts';

export interface ScratchFile extends Scratch {
  /** Gives the space back; what was written is lost. It may be called twice. */
  close(): void;
}

/** Nothing is opened before something is written. `folder`: another than the system's. */
export function scratchFile(folder = tmpdir()): ScratchFile {
  let file: number | undefined;
  let made: string | undefined;
  let end = 0;
  const remove = (): void => {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    made = undefined;
  };

  function open(): number {
    made = mkdtempSync(join(folder, 'bezoar-'));
    const opened = openSync(join(made, 'scratch'), 'wx+', 0o600);
    try {
      remove();
    } catch {
      process.once('exit', remove);
    }
    return opened;
  }

  return {
    append(bytes) {
      const start = end;
      try {
        file ??= open();
        for (let done = 0; done < bytes.length;) {
          done += writeSync(file, bytes, done, bytes.length - done, start + done);
        }
      } catch (error) {
        throw fullDisk(error, folder, start + bytes.length) ?? error;
      }
      end = start + bytes.length;
      return start;
    },
    read(offset, into) {
      for (let done = 0; done < into.length;) {
        const read = file === undefined ? 0 : readSync(file, into, done, into.length - done, offset + done);
        if (read === 0) throw new Error(`scratch space ends at byte ${end}, before ${offset + into.length}`);
        done += read;
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      end = 0;
      try {
        remove();
      } catch {
        // It goes when the process does.
      }
    },
  };
}

/** The user's mistake where the disk is full; undefined for any other error. */
export function fullDisk(error: unknown, folder: string, bytes: number): UsageError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  const megabytes = Math.ceil(bytes / 1e6).toLocaleString('en-US');
  return new UsageError(
    'disk-full',
    `${folder} has no room for the ${megabytes} MB that does not fit the memory`,
    'Set TMPDIR to a folder with more room, or leave out near-duplicate-flood, which takes most of it.',
    error,
  );
}
