// Worker threads that hash rows, and the jobs that they are given. What they give back is taken job after job, in order, so that
// nothing depends on how many they are.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Limits } from '../corpus/reader.ts';
import { errorOf } from '../errors.ts';
import type { TakeRecords } from './hash-file.ts';
import type { FromHashWorker, HashTask, HashWorkerSetup, JobDone, ToHashWorker } from './hash-messages.ts';
import { inbox, type Inbox } from './inbox.ts';

/** Bytes of a stretch of lines, and of the memory in which it is sent. */
export const stretchBytes = 2 ** 20;
/** Jobs under way or waiting for their turn to be taken, for each worker: enough that none is idle. */
const jobsPerWorker = 2;

export interface Slot {
  readonly number: number;
  readonly bytes: Buffer;
}

export interface Job {
  /** Sends the first bytes of a slot, which is free again when they were read. */
  send(slot: Slot, length: number): void;
  /** No more bytes. */
  end(): void;
  /** Takes all that it gives back: to be called once, of jobs in the order in which they were opened. */
  taken(take: TakeRecords): Promise<JobDone>;
}

export interface HashThreads {
  /** Waits for a worker that has little to do. `read` is told of bytes as they are read, of a whole file. */
  open(task: HashTask, read?: (bytes: number) => void): Promise<Job>;
  /** Waits for memory that nobody reads. */
  slot(): Promise<Slot>;
  free(slot: Slot): void;
  close(): Promise<void>;
}

type Given = Extract<FromHashWorker, { readonly kind: 'records' | 'done' }>;

export function hashThreads(count: number, limits: Limits): HashThreads {
  const memory = Array.from({ length: jobsPerWorker * count + 1 }, () => new SharedArrayBuffer(stretchBytes));
  const setup: HashWorkerSetup = { slots: memory, limits };
  const file = moduleUrl();
  if (!existsSync(file)) throw new Error(`${fileURLToPath(file)} is missing: run \`npm run build\` first`);
  const freeSlots = inbox<Slot>();
  const room = inbox<void>();
  const given = new Map<number, Inbox<Given>>();
  const reads = new Map<number, (bytes: number) => void>();
  memory.forEach((bytes, number) => freeSlots.put({ number, bytes: Buffer.from(bytes) }));
  for (let i = 0; i < jobsPerWorker * count; i++) room.put();
  let jobs = 0;
  let closed = false;

  /** Jobs that each has and is not done with. */
  const load = Array.from({ length: count }, () => 0);
  const pool = load.map((_, index) => {
    const worker = new Worker(file, { workerData: setup });
    worker.on('message', (message: FromHashWorker) => hear(index, message));
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`a worker thread stopped with code ${code}`)));
    return worker;
  });

  function fail(error: unknown): void {
    if (closed) return;
    for (const box of [freeSlots, room, ...given.values()]) box.fail(error);
  }

  function hear(index: number, message: FromHashWorker): void {
    switch (message.kind) {
      case 'free':
        freeSlots.put({ number: message.slot, bytes: Buffer.from(memory[message.slot]) });
        break;
      case 'read':
        reads.get(message.job)?.(message.bytes);
        break;
      case 'records':
        given.get(message.job)?.put(message);
        break;
      case 'done':
        load[index]--;
        given.get(message.job)?.put(message);
        break;
      case 'failed':
        load[index]--;
        given.get(message.job)?.fail(errorOf(message.failure));
        break;
    }
  }

  return {
    async open(task, read) {
      await room.next();
      const job = jobs++;
      const index = load.indexOf(Math.min(...load));
      const say = (message: ToHashWorker): void => pool[index].postMessage(message);
      const box = inbox<Given>();
      given.set(job, box);
      if (read) reads.set(job, read);
      load[index]++;
      say({ kind: 'open', job, task });
      return {
        send: ({ number }, length) => say({ kind: 'bytes', job, slot: number, length }),
        end: () => say({ kind: 'end', job }),
        async taken(take) {
          for (;;) {
            const message = await box.next();
            if (message.kind === 'done') {
              given.delete(job);
              reads.delete(job);
              room.put();
              return message.done;
            }
            const { buffer, byteOffset, length } = message.records;
            await take(Buffer.from(buffer, byteOffset, length), message.names);
            say({ kind: 'written', job });
          }
        },
      };
    },
    slot: freeSlots.next,
    free: freeSlots.put,
    async close() {
      fail(new Error('the threads were closed'));
      closed = true;
      await Promise.all(pool.map((worker) => worker.terminate()));
    },
  };
}

/** The compiled worker. From source, as in tests, it is the one that the last build left in dist. */
function moduleUrl(): URL {
  const here = import.meta.url;
  const path = here.endsWith('.ts') ? '../../dist/provenance/hash-worker.js' : './hash-worker.js';
  return new URL(path, here);
}
