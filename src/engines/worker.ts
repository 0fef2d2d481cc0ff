// One worker thread of the threads engine: reads the shards it is given, feeds every job, keeps and merges the
// states of the jobs that are its own, sends the others away, and judges its own once all shards are in.
import { deserialize, serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Detector } from '../detector.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Job } from './engine.ts';
import { failureOf } from './failure.ts';
import { finish, inOrder, take, type InOrder } from './in-order.ts';
import { conclude, summaryOf, type AnySummary } from './job.ts';
import type { FromWorker, SentState, ToWorker, WorkerSetup } from './messages.ts';
import { runShard } from './run-shard.ts';

interface Read {
  readonly corpus: Corpus;
  readonly jobs: readonly Job[];
  readonly summaries: readonly AnySummary[];
  readonly kept: ReadonlyMap<number, InOrder>;
}

const port = parentPort!;
const { registry } = workerData as WorkerSetup;
const { detectors } = (await import(registry)) as { detectors: readonly Detector[] };

let read: Read | undefined;

port.on('message', (message: ToWorker) => {
  answer(message).catch((error: unknown) => say({ kind: 'failed', failure: failureOf(error) }));
});

async function answer(message: ToWorker): Promise<void> {
  if (message.kind === 'begin') {
    const { corpus, jobs, kept } = message;
    const summaries = jobs.map((job) => summaryOf(job, detectors));
    read = { corpus, jobs, summaries, kept: new Map(kept.map((job) => [job, inOrder()])) };
    concludeWhenComplete(read, kept);
  } else if (message.kind === 'shard') {
    await readShard(read!, message.shard);
  } else {
    const { job, shard, bytes } = message.state;
    take(read!.kept.get(job)!, read!.summaries[job], shard, deserialize(bytes));
    concludeWhenComplete(read!, [job]);
  }
}

async function readShard(current: Read, shard: number): Promise<void> {
  const { states, coverage } = await runShard(current.corpus, shard, current.summaries, (rows, bytes) =>
    say({ kind: 'progress', shard, rows, bytes }),
  );
  const sent: SentState[] = [];
  states.forEach((state, job) => {
    const merged = current.kept.get(job);
    if (merged) take(merged, current.summaries[job], shard, state);
    else sent.push({ job, shard, bytes: ownBytes(serialize(state)) });
  });
  // Said before judging, which may take seconds during which this thread hears and says nothing.
  say(
    { kind: 'read', coverage, states: sent },
    sent.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
  concludeWhenComplete(current, [...current.kept.keys()]);
}

function concludeWhenComplete(current: Read, jobs: readonly number[]): void {
  for (const job of jobs) {
    const merged = current.kept.get(job)!;
    if (merged.next < current.corpus.shards.length) continue;
    const conclusion = conclude(current.jobs[job], finish(merged, current.summaries[job]), detectors);
    merged.state = undefined;
    say({ kind: 'concluded', job, conclusion });
  }
}

function say(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** Bytes alone in their buffer, so that it can change hands: small ones come from a pool that others use too. */
function ownBytes(bytes: Buffer): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
