// One worker thread of the threads engine: reads the shards it is given, feeds every job, keeps and merges the
// states of the jobs that are its own, sends the others away, and judges its own once all shards are in.
import { parentPort, workerData } from 'node:worker_threads';
import type { Detector } from '../detector.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { failureOf } from '../errors.ts';
import { feedsOf, type Feed } from './feed.ts';
import { beginning, finish, inOrder, take, type InOrder } from './in-order.ts';
import type { ForOthers, FromWorker, ToWorker, WorkerSetup } from './messages.ts';
import { fromBytes, toBytes } from '../state/codec.ts';
import type { Keeping } from '../state/shards.ts';
import { shardStates } from './shard-states.ts';

interface Read {
  readonly corpus: Corpus;
  readonly feeds: readonly Feed[];
  /** Worker of each job. */
  readonly homes: readonly number[];
  /** What is merged here: the feeds of this worker's own jobs. */
  readonly kept: ReadonlyMap<number, InOrder>;
  readonly keeping?: Keeping;
  /** With what shards begin, by feed: of those merged here as it was told the others, of the rest as these told it. */
  readonly besides: Map<number, Uint8Array>;
  /** The states of the shard before, on their way to the disk. */
  writing: Promise<void>;
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
    const { corpus, jobs, homes, keeping } = message;
    const feeds = feedsOf(jobs, detectors);
    const own = [...feeds.keys()].filter((i) => workersOf(feeds[i], homes).includes(index));
    const kept = new Map(own.map((i) => [i, inOrder()]));
    read = { corpus, feeds, homes, kept, keeping, besides: new Map(), writing: Promise.resolve() };
    concludeWhenComplete(read, own);
  } else if (message.kind === 'shard') {
    await readShard(read!, message.shard);
  } else if (message.kind === 'beside') {
    read!.besides.set(message.feed, message.bytes);
  } else {
    const { feed, shard, bytes } = message.state;
    merge(read!, feed, shard, fromBytes(bytes));
    concludeWhenComplete(read!, [feed]);
  }
}

async function readShard(current: Read, shard: number): Promise<void> {
  const { corpus, feeds, homes, kept } = current;
  const summaries = feeds.map(({ summary }) => summary);
  const brought = await shardStates(
    corpus,
    shard,
    summaries,
    current.keeping,
    (feed) => begin(current, feed),
    (rows, bytes) => say({ kind: 'progress', shard, rows, bytes }),
  );
  const { states, coverage } = brought;
  // One shard is written while the next is read, and no more than one: states wait in memory.
  await current.writing;
  current.writing = brought.kept.then(() => say({ kind: 'kept' }));
  const sent: ForOthers[] = [];
  states.forEach((state, feed) => {
    const to = workersOf(feeds[feed], homes).filter((worker) => worker !== index);
    // Packed before it is merged here, which may use it up.
    if (to.length > 0) sent.push({ feed, shard, to, bytes: ownBytes(brought.packed(feed)) });
    if (kept.has(feed)) merge(current, feed, shard, state);
  });
  // Said before judging, which may take seconds during which this thread hears and says nothing.
  say(
    { kind: 'read', coverage, states: sent },
    sent.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
  concludeWhenComplete(current, [...kept.keys()]);
  await current.writing;
}

function begin({ feeds, kept, besides }: Read, feed: number): unknown {
  const { summary } = feeds[feed];
  const merged = kept.get(feed);
  if (merged) return beginning(merged, summary);
  const told = besides.get(feed);
  return told ? fromBytes(told) : summary.empty();
}

/** Takes the state of a shard into what is merged here, and tells the others if their shards can begin with less for it. */
function merge(
  { feeds, homes, kept, keeping, besides }: Read,
  feed: number,
  shard: number,
  state: unknown,
): void {
  const { summary } = feeds[feed];
  const merged = kept.get(feed)!;
  take(merged, summary, shard, state);
  if (!summary.beside || keeping || workersOf(feeds[feed], homes)[0] !== index) return;
  const bytes = toBytes(beginning(merged, summary));
  const told = besides.get(feed);
  if (told && Buffer.compare(told, bytes) === 0) return;
  besides.set(feed, bytes);
  say({ kind: 'beside', feed, bytes });
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
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
