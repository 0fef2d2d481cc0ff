// How the files of a set are hashed: one after another here, or by several threads with further files begun while the rows of
// earlier ones are still to come. The result is the same.
import { asUsageError } from '../corpus/identify.ts';
import { UnreadableFile, type Limits } from '../corpus/reader.ts';
import { cutOf, type CorpusFile } from '../corpus/shard.ts';
import { kindOf, type DataFile } from './data-files.ts';
import type { FileRows } from './file-rows.ts';
import { entryOf, hashFile, type HashedFile } from './hash-file.ts';
import { shareLines } from './hash-lines.ts';
import { hashThreads, stretchBytes, type HashThreads, type Job } from './hash-threads.ts';
import { inbox } from './inbox.ts';

/** A file that is being hashed. */
export interface Begun {
  /** Takes its rows: to be called once, of files in the order in which they were begun. */
  rows(into: FileRows): Promise<HashedFile['entry']>;
  /** Until then no further file can be begun. */
  readonly handedOut: Promise<void>;
}

export interface Hasher {
  /** `bytes`: its size. `read` is told of bytes as they are read. */
  begin(file: DataFile, bytes: number, read: Read): Promise<Begun>;
  close(): Promise<void>;
}

/** Below this threads take longer to start than there is to do. */
const smallBytes = 16 * 2 ** 20;
/** The thread that reads and writes can keep no more than these busy. */
const mostWorkers = 8;

/** `workers`: the most to use. `bytes`: of all files. */
export function hasherFor(workers: number, bytes: number, limits: Limits, signal?: AbortSignal): Hasher {
  return workers > 1 && bytes >= smallBytes
    ? byThreads(Math.min(workers, mostWorkers), limits, signal)
    : here(limits, signal);
}

function here(limits: Limits, signal?: AbortSignal): Hasher {
  return {
    async begin(file, _bytes, tell) {
      const read = stoppable(tell, signal);
      const rows: Begun['rows'] = async (into) => {
        const stretch = into.stretch();
        const { entry, tallies } = await hashFile(file, limits, stretch.take, read);
        stretch.end(tallies);
        return entry;
      };
      let end: () => void;
      const handedOut = new Promise<void>((resolve) => (end = resolve));
      return { rows: (into) => rows(into).finally(end), handedOut };
    },
    close: async () => {},
  };
}

type Read = (bytes: number) => void;

/** Ends a read in this thread, from within. */
function stoppable(read: Read, signal: AbortSignal | undefined): Read {
  return (bytes) => {
    signal?.throwIfAborted();
    read(bytes);
  };
}

function byThreads(workers: number, limits: Limits, signal?: AbortSignal): Hasher {
  const threads = hashThreads(workers, limits);
  return {
    async begin(file, bytes, read) {
      if (bytes > stretchBytes) {
        const kind = await kindOf(file, limits);
        if (kind !== 'other' && cutOf(kind) === 'lines')
          return byLines(kind, threads, stoppable(read, signal));
      }
      const job = await threads.open({ kind: 'file', file }, read);
      return {
        async rows(into) {
          const stretch = into.stretch();
          const { entry, tallies } = (await job.taken(stretch.take)) as HashedFile;
          stretch.end(tallies);
          return entry;
        },
        handedOut: Promise.resolve(),
      };
    },
    close: threads.close,
  };
}

function byLines(file: CorpusFile, threads: HashThreads, read: Read): Begun {
  const jobs = inbox<Job | undefined>();
  const shared = shareLines(file, threads, jobs.put, read);
  const handedOut = shared.then(
    () => jobs.put(undefined),
    (error: unknown) => jobs.fail(error instanceof UnreadableFile ? asUsageError(file.path, error) : error),
  );
  return {
    async rows(into) {
      let rows = 0;
      let unreadable = 0;
      for (let job = await jobs.next(); job; job = await jobs.next()) {
        const stretch = into.stretch();
        const done = await job.taken(stretch.take);
        if (!('rows' in done)) throw new Error('a stretch of lines that was hashed as a file');
        stretch.end(done.tallies);
        rows += done.rows;
        unreadable += done.unreadable;
      }
      return entryOf(file, { ...(await shared), rows, unreadable });
    },
    handedOut,
  };
}
