// The states of one shard: those that an earlier scan kept, where the same was asked of the same content, or else what
// reading it brings, to be kept for the next.
import { sameStamp, stampNow } from '../corpus/fingerprint.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { fromBytes, toBytes } from '../state/codec.ts';
import { keep, recall, type Keeping } from '../state/shards.ts';
import type { ShardCoverage } from './engine.ts';
import type { AnySummary } from './job.ts';
import { runShard } from './run-shard.ts';

export interface ShardStates {
  readonly coverage: ShardCoverage;
  /** One for each summary. */
  readonly states: readonly unknown[];
  /** A state as bytes; to be called before the states are merged, which may use them up. */
  packed(i: number): Uint8Array;
  /** Settled once they are kept. */
  readonly kept: Promise<void>;
}

const done = Promise.resolve();

/** `begin` makes the state that each summary begins a shard with, beside what is merged already. */
export async function shardStates(
  corpus: Corpus,
  shard: number,
  summaries: readonly AnySummary[],
  keeping: Keeping | undefined,
  begin: (summary: number) => unknown,
  onProgress: (rows: number, bytes: number) => void,
): Promise<ShardStates> {
  const { file } = corpus.shards[shard];
  const known = keeping && (await recalled(corpus, shard, summaries, keeping));
  if (known) return known;
  if (keeping && !keeping.stamps[file]) return missing(corpus, shard, summaries);
  // A state that is kept must not depend on what this scan met before.
  const from = keeping ? (i: number): unknown => summaries[i].empty() : begin;
  const { states, coverage } = await runShard(corpus, shard, summaries, from, onProgress);
  // What broke off may be whole next time.
  if (!keeping || !coverage.complete) {
    return { states, coverage, packed: (i) => toBytes(states[i]), kept: done };
  }
  const bytes = states.map(toBytes);
  const unchanged = sameStamp(keeping.stamps[file], await stampNow(corpus.files[file]));
  const kept = unchanged ? keep(keeping, shard, { about: coverage, states: bytes }) : done;
  return { states, coverage, packed: (i) => new Uint8Array(bytes[i]), kept };
}

/** Of a file that is gone, or is another by now: it must not be read in its stead. */
function missing({ files, shards }: Corpus, shard: number, summaries: readonly AnySummary[]): ShardStates {
  const states = summaries.map((summary) => summary.empty());
  const file = files[shards[shard].file].path;
  const problem = { file, row: -1, line: 0, reason: 'the file is no longer there as it was' };
  const coverage: ShardCoverage = {
    shard,
    rows: 0,
    lines: 0,
    unreadable: 0,
    drilled: 0,
    judged: 0,
    problems: [problem],
    complete: false,
  };
  return { states, coverage, packed: (i) => toBytes(states[i]), kept: done };
}

async function recalled(
  corpus: Corpus,
  shard: number,
  summaries: readonly AnySummary[],
  keeping: Keeping,
): Promise<ShardStates | undefined> {
  const found = await recall(keeping, shard);
  if (found?.states.length !== summaries.length) return undefined;
  const about = found.about as ShardCoverage;
  let states: unknown[];
  try {
    states = found.states.map(fromBytes);
  } catch {
    return undefined;
  }
  // The same rows may stand elsewhere now.
  const moved = about.shard !== shard;
  if (moved) states.forEach((state, i) => summaries[i].relocate?.(state, shard));
  const { path } = corpus.files[corpus.shards[shard].file];
  const problems = about.problems.map((problem) => ({ ...problem, file: path }));
  return {
    states,
    coverage: { ...about, shard, problems, recalled: true },
    packed: (i) => (moved ? toBytes(states[i]) : found.states[i]),
    kept: done,
  };
}
