// One thread that hashes rows: whole files, and stretches of lines whose bytes it is given.
import { parentPort, workerData } from 'node:worker_threads';
import type { CorpusFile } from '../corpus/shard.ts';
import { lineSplitter } from '../corpus/spans/lines.ts';
import { split } from '../corpus/spans/span.ts';
import { failureOf } from '../errors.ts';
import { contentHasher, type ContentHasher } from './content-hasher.ts';
import { hashFile, named, type TakeRecords } from './hash-file.ts';
import type { FromHashWorker, HashTask, HashWorkerSetup, JobDone, ToHashWorker } from './hash-messages.ts';
import { hashSpans } from './hash-spans.ts';
import { inbox, type Inbox } from './inbox.ts';
import { gatherSources } from './source-facts.ts';

/** Blocks of records that wait to be written, of each job: a job whose turn is later stops there. */
const mostUnwritten = 4;

const { slots, limits } = workerData as HashWorkerSetup;
const port = parentPort!;
const say = (message: FromHashWorker, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

interface Job {
  /** Slots with the next bytes and how many; undefined at the end. */
  readonly bytes: Inbox<{ readonly slot: number; readonly length: number } | undefined>;
  readonly written: Inbox<void>;
}

const jobs = new Map<number, Job>();
/** Jobs are done one after another, in the order in which they came. */
let turn: Promise<void> = Promise.resolve();

port.on('message', (message: ToHashWorker) => {
  switch (message.kind) {
    case 'open': {
      const job: Job = { bytes: inbox(), written: inbox() };
      for (let i = 0; i < mostUnwritten; i++) job.written.put();
      jobs.set(message.job, job);
      turn = turn
        .then(() => run(message.job, job, message.task))
        .then(
          (done) => say({ kind: 'done', job: message.job, done }),
          (error: unknown) => say({ kind: 'failed', job: message.job, failure: failureOf(error) }),
        );
      break;
    }
    case 'bytes':
      jobs.get(message.job)?.bytes.put(message);
      break;
    case 'end':
      jobs.get(message.job)?.bytes.put(undefined);
      break;
    case 'written':
      jobs.get(message.job)?.written.put();
      break;
  }
});

async function run(number: number, job: Job, task: HashTask): Promise<JobDone> {
  const take: TakeRecords = async (records, names) => {
    await job.written.next();
    const own = Uint8Array.from(records);
    say({ kind: 'records', job: number, records: own, names: [...names] }, [own.buffer]);
  };
  if (task.kind === 'file')
    return hashFile(task.file, limits, take, (bytes) => say({ kind: 'read', job: number, bytes }));
  const sources = gatherSources(Infinity);
  const batches = split(bytesOf(job), lineSplitter(limits), task.startsFile);
  const content = await hasherOf(task.file);
  const counted = await hashSpans(batches, content, named(sources, task.file.path, take));
  return { ...counted, tallies: sources.tallies() };
}

async function* bytesOf({ bytes }: Job): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await bytes.next();
    if (!next) return;
    yield Buffer.from(slots[next.slot], 0, next.length);
    say({ kind: 'free', slot: next.slot });
  }
}

/** Stretches of one file come one after another. */
let last: { readonly location: string; readonly hasher: Promise<ContentHasher> } | undefined;

function hasherOf(file: CorpusFile): Promise<ContentHasher> {
  if (last?.location !== file.location)
    last = { location: file.location, hasher: contentHasher(file, limits) };
  return last.hasher;
}
