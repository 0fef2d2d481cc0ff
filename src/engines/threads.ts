// The engine for one machine: a pool of worker threads that read shards side by side. A job is
// judged by the one worker that it is given to, which merges its states, so that slow judgements run at once.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Corpus } from '../corpus/corpus.ts';
import { errorOf, UsageError } from '../errors.ts';
import type { Conclusion, Engine, ReadResult, ShardCoverage } from './engine.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import { progressOf, type Progress } from './progress.ts';

/**
 * Shards read ahead of the first unread one, per worker: enough that none waits for a slow shard, few enough that
 * states which wait for their turn stay few.
 */
const aheadPerWorker = 4;

/** A read under way. */
interface Read {
  readonly corpus: Corpus;
  readonly coverage: (ShardCoverage | undefined)[];
  readonly conclusions: (Conclusion | undefined)[];
  readonly progress: Progress;
  /** What each worker reads now. */
  readonly reading: (number | undefined)[];
  /** The next shard to hand out. */
  next: number;
  /** All shards before this one are read. */
  readTo: number;
  /** Shards whose states are not kept yet. */
  unkept: number;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: Error) => void;
}

/**
 * `registry` is a module that exports `detectors`: the project's own, unless given.
 */
export function threads(workers: number, registry: URL = moduleUrl('../detectors/index')): Engine {
  let pool: Worker[] = [];
  let read: Read | undefined;
  let closed = false;

  /** Others may still be at work on the failed read, so all go; the next read starts new ones. */
  function fail(error: Error): void {
    const failing = read;
    read = undefined;
    void stop();
    failing?.reject(error);
  }

  async function stop(): Promise<void> {
    const stopped = pool;
    pool = [];
    await Promise.all(stopped.map((worker) => worker.terminate()));
  }

  function start(): void {
    const file = moduleUrl('./worker');
    for (const url of [file, registry]) {
      if (!existsSync(url)) throw new Error(`${fileURLToPath(url)} is missing: run \`npm run build\` first`);
    }
    while (pool.length < workers) {
      const index = pool.length;
      const setup: WorkerSetup = { registry: registry.href, index };
      const worker = new Worker(file, { workerData: setup });
      const inPool = (): boolean => pool[index] === worker;
      worker.on('message', (message: FromWorker) => inPool() && hear(index, message));
      worker.on('error', (error) => inPool() && fail(died(index, error)));
      worker.on('exit', (code) => inPool() && fail(died(index, new Error(`it stopped with code ${code}`))));
      pool.push(worker);
    }
  }

  function died(index: number, cause: Error): Error {
    const shard = read?.reading[index];
    const work = shard === undefined ? 'judging' : `reading ${shardName(read!.corpus, shard)}`;
    if ('code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return new UsageError(
        'too-large',
        `the memory ran out ${work}`,
        'Set less aside with --option DETECTOR.sampleMegabytes for each detector that has it, or give Node more: NODE_OPTIONS=--max-old-space-size=8192.',
        cause,
      );
    }
    return new Error(`a worker thread died ${work}: ${cause.message}`, { cause });
  }

  function say(index: number, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    pool[index].postMessage(message, transfer);
  }

  function hear(index: number, message: FromWorker): void {
    if (!read) return;
    switch (message.kind) {
      case 'progress':
        read.progress.within(message.shard, message.rows, message.bytes);
        break;
      case 'failed':
        fail(errorOf(message.failure));
        break;
      case 'beside':
        pool.forEach((_, other) => other !== index && say(other, message));
        break;
      case 'kept':
        read.unkept--;
        endIfComplete(read);
        break;
      case 'concluded':
        read.conclusions[message.job] = message.conclusion;
        endIfComplete(read);
        break;
      case 'read':
        read.reading[index] = undefined;
        read.coverage[message.coverage.shard] = message.coverage;
        while (read.coverage[read.readTo]) read.readTo++;
        for (const { to, feed, shard, bytes } of message.states) {
          to.forEach((worker, i) => {
            // Bytes can change hands once.
            const own = i === to.length - 1 ? bytes : bytes.slice();
            say(worker, { kind: 'state', state: { feed, shard, bytes: own } }, [own.buffer as ArrayBuffer]);
          });
        }
        read.progress.done(message.coverage);
        handOut(read);
        endIfComplete(read);
        break;
    }
  }

  function handOut(current: Read): void {
    const limit = Math.min(current.corpus.shards.length, current.readTo + aheadPerWorker * workers);
    for (let index = 0; index < pool.length && current.next < limit; index++) {
      if (current.reading[index] !== undefined) continue;
      const shard = current.next++;
      current.reading[index] = shard;
      say(index, { kind: 'shard', shard });
    }
  }

  function endIfComplete(current: Read): void {
    const { coverage, conclusions, unkept } = current;
    if (unkept > 0 || current.readTo < coverage.length || conclusions.some((c) => c === undefined)) return;
    read = undefined;
    current.resolve({ conclusions: conclusions as Conclusion[], coverage: coverage as ShardCoverage[] });
  }

  return {
    read(corpus, jobs, onProgress, keeping) {
      if (closed) return Promise.reject(new Error('the engine is closed'));
      if (read) return Promise.reject(new Error('one read at a time'));
      return new Promise((resolve, reject) => {
        start();
        const homes = jobs.map((_, job) => homeOf(job, workers));
        read = {
          corpus,
          coverage: corpus.shards.map(() => undefined),
          conclusions: jobs.map(() => undefined),
          progress: progressOf(corpus, onProgress),
          reading: pool.map(() => undefined),
          next: 0,
          readTo: 0,
          unkept: corpus.shards.length,
          resolve,
          reject,
        };
        pool.forEach((_, index) => say(index, { kind: 'begin', corpus, jobs, homes, keeping }));
        handOut(read);
        endIfComplete(read);
      });
    },
    async close() {
      closed = true;
      const stopped = stop();
      read?.reject(new Error('the engine was closed during a read'));
      read = undefined;
      await stopped;
    },
  };
}

/** The first job, which takes longest to judge by far, has a worker of its own; the rest go round the others. */
function homeOf(job: number, workers: number): number {
  return job === 0 || workers === 1 ? 0 : 1 + ((job - 1) % (workers - 1));
}

function shardName({ files, shards }: Corpus, shard: number): string {
  const { file, start, end } = shards[shard];
  return `shard ${shard} (${files[file].path}, bytes ${start} to ${end})`;
}

/** A compiled module of this package. From source, as in tests, it is the one that the last build left in dist. */
function moduleUrl(path: string): URL {
  const here = import.meta.url;
  return here.endsWith('.ts') ? new URL(`../../dist/engines/${path}.js`, here) : new URL(`${path}.js`, here);
}
