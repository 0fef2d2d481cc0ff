// One worker thread of the threads engine: reads the shards it is given, feeds every job, keeps and merges the
// states of the jobs that are its own, sends the others away, and judges its own once all shards are in.
import { deserialize, serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Detector } from '../detector.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { failureOf } from './failure.ts';
import { feedsOf, type Feed } from './feed.ts';
import { finish, inOrder, take, type InOrder } from './in-order.ts';
import type { ForOthers, FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import { runShard } from './run-shard.ts';

interface Read {
  readonly corpus: Corpus;
  readonly feeds: readonly Feed[];
  /** Worker of each job. */
  readonly homes: readonly number[];
  /** What is merged here: the feeds of this worker's own jobs. */
  readonly kept: ReadonlyMap<number, InOrder>;
}

const port = parentPort!;
const { registry, index } = workerData as WorkerSetup;
const { detectors } = (await import(registry)) as { detectors: readonly Detector[] };

let read: Read | undefined;

port.on('message', (message: ToWorker) => {
  answer(message).catch((error: unknown) => say({ kind: 'failed', failure: failureOf(error) }));
});

async function answer(message: ToWorker): Promise<void> {
  if (message.kind === 'begin') {
    const { corpus, jobs, homes } = message;
    const feeds = feedsOf(jobs, detectors);
    const own = [...feeds.keys()].filter((i) => workersOf(feeds[i], homes).includes(index));
    read = { corpus, feeds, homes, kept: new Map(own.map((i) => [i, inOrder()])) };
    concludeWhenComplete(read, own);
  } else if (message.kind === 'shard') {
    await readShard(read!, message.shard);
  } else {
    const { feed, shard, bytes } = message.state;
    take(read!.kept.get(feed)!, read!.feeds[feed].summary, shard, deserialize(bytes));
    concludeWhenComplete(read!, [feed]);
  }
}

async function readShard(current: Read, shard: number): Promise<void> {
  const { corpus, feeds, homes, kept } = current;
  const summaries = feeds.map(({ summary }) => summary);
  const { states, coverage } = await runShard(
    corpus,
    shard,
    summaries,
    (feed) => kept.get(feed)?.state,
    (rows, bytes) => say({ kind: 'progress', shard, rows, bytes }),
  );
  const sent: ForOthers[] = [];
  states.forEach((state, feed) => {
    const to = workersOf(feeds[feed], homes).filter((worker) => worker !== index);
    // Packed before it is merged here, which may use it up.
    if (to.length > 0) sent.push({ feed, shard, to, bytes: ownBytes(serialize(state)) });
    const merged = kept.get(feed);
    if (merged) take(merged, summaries[feed], shard, state);
  });
  // Said before judging, which may take seconds during which this thread hears and says nothing.
  say(
    { kind: 'read', coverage, states: sent },
    sent.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
  concludeWhenComplete(current, [...kept.keys()]);
}

function concludeWhenComplete({ corpus, feeds, homes, kept }: Read, complete: readonly number[]): void {
  for (const i of complete) {
    const merged = kept.get(i)!;
    if (merged.next < corpus.shards.length) continue;
    const finished = finish(merged, feeds[i].summary);
    merged.state = undefined;
    for (const [job, conclude] of feeds[i].jobs) {
      if (homes[job] === index) say({ kind: 'concluded', job, conclusion: conclude(finished) });
    }
  }
}

/** The workers that judge jobs of a feed. */
function workersOf({ jobs }: Feed, homes: readonly number[]): number[] {
  return [...new Set([...jobs.keys()].map((job) => homes[job]))];
}

function say(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** Bytes alone in their buffer, so that it can change hands: small ones come from a pool that others use too. */
function ownBytes(bytes: Buffer): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
