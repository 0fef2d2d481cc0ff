// One shard, read once: every summary is fed every batch. What cannot be read is counted and shown, never fatal.
import type { Corpus } from '../corpus/corpus.ts';
import { readRows } from '../corpus/read-rows.ts';
import { UnreadableFile, type Asked } from '../corpus/reader.ts';
import type { Problem } from '../corpus/shard.ts';
import type { Row } from '../row.ts';
import { besides, holdsKey, rowKey } from '../summaries/row-key.ts';
import type { ShardCoverage } from './engine.ts';
import type { AnySummary } from './job.ts';

/** Bytes read between one word of progress and the next: each is a message between threads. */
const toldBytes = 2 ** 20;
/** Problems kept of a shard: a report shows fifty in all. */
const keptProblems = 50;

export interface ShardRun {
  /** One for each summary. */
  readonly states: readonly unknown[];
  readonly coverage: ShardCoverage;
}

/**
 * `begin` makes the state that each summary begins with. `onProgress` hears now and then how many rows and bytes of the
 * shard are behind it.
 */
export async function runShard(
  corpus: Corpus,
  shard: number,
  summaries: readonly AnySummary[],
  begin: (summary: number) => unknown,
  onProgress: (rows: number, bytes: number) => void,
): Promise<ShardRun> {
  const { file: index, head } = corpus.shards[shard];
  const file = corpus.files[index].path;
  const states = summaries.map((_, i) => begin(i));
  const problems: Problem[] = [];
  let rows = 0;
  let lines = 0;
  let unreadable = 0;
  let drilled = 0;
  let judged = 0;
  let told = 0;
  let complete = true;
  const note = (problem: Problem): void => {
    if (problems.length < keptProblems) problems.push(problem);
  };
  const batches = readRows(corpus, shard, askedOf(summaries, shard))[Symbol.asyncIterator]();
  for (;;) {
    // Only reading may fail; what a detector throws is a mistake of ours and goes on up.
    const batch = await batches.next().catch((error: unknown) => {
      if (!(error instanceof UnreadableFile)) throw error;
      note({ file, row: -1, line: 0, reason: error.message });
      complete = false;
      return { done: true, value: undefined } as const;
    });
    if (batch.done) break;
    for (const { row, line, reason } of batch.value.unreadable) note({ file, row, line, reason });
    unreadable += batch.value.unreadable.length;
    drilled += batch.value.drilled;
    rows = batch.value.count;
    lines = batch.value.lines;
    const fed = toJudge(batch.value.rows, corpus.baseline);
    judged += fed.length;
    summaries.forEach((summary, i) => summary.add(states[i], fed));
    if (batch.value.bytes - told >= toldBytes) {
      told = batch.value.bytes;
      onProgress(rows, told);
    }
    if (head !== undefined && batch.value.bytes >= head) {
      await batches.return();
      break;
    }
  }
  return { states, coverage: { shard, rows, lines, unreadable, drilled, judged, problems, complete } };
}

/** The rows of a shard that any of the summaries asks for; undefined for all. */
function askedOf(summaries: readonly AnySummary[], shard: number): Asked | undefined {
  if (summaries.some(({ asks }) => !asks)) return undefined;
  const asked = summaries.map((summary) => summary.asks!(shard));
  return (row) => asked.some((asks) => asks(row));
}

/** Without what the baseline has too; of the baseline's own rows as many as are read beside the corpus. */
function toJudge(rows: readonly Row[], baseline: Corpus['baseline']): readonly Row[] {
  const { known, level = 0 } = baseline ?? {};
  if (!known) return rows;
  return rows.filter((row) => {
    const key = rowKey(row, known.seed);
    return row.trusted ? besides(key, level) : !holdsKey(known.keys, key);
  });
}
