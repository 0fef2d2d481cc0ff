// The engine without threads: one shard after another. For small corpora, tests, and detectors of one's own.
import type { Detector } from '../detector.ts';
import { detectors as registry } from '../detectors/index.ts';
import type { Conclusion, Engine } from './engine.ts';
import { feedsOf } from './feed.ts';
import { beginning, finish, inOrder, take } from './in-order.ts';
import { progressOf } from './progress.ts';
import { shardStates } from './shard-states.ts';

export function inProcess(detectors: readonly Detector[] = registry): Engine {
  return {
    async read(corpus, jobs, onProgress, keeping) {
      const progress = progressOf(corpus, onProgress);
      const feeds = feedsOf(jobs, detectors);
      const summaries = feeds.map(({ summary }) => summary);
      const merged = feeds.map(() => inOrder());
      const coverage = [];
      for (let shard = 0; shard < corpus.shards.length; shard++) {
        const read = await shardStates(
          corpus,
          shard,
          summaries,
          keeping,
          (i) => beginning(merged[i], summaries[i]),
          (rows, bytes) => progress.within(shard, rows, bytes),
        );
        read.states.forEach((state, i) => take(merged[i], summaries[i], shard, state));
        await read.kept;
        coverage.push(read.coverage);
        progress.done(read.coverage);
      }
      const conclusions = Array.from<Conclusion>({ length: jobs.length });
      feeds.forEach(({ summary, jobs: own }, i) => {
        const finished = finish(merged[i], summary);
        merged[i].state = undefined;
        for (const [job, conclude] of own) conclusions[job] = conclude(finished);
      });
      return { conclusions, coverage };
    },
    async close() {},
  };
}
