// The engine without threads: one shard after another. For small corpora, tests, and detectors of one's own.
import type { Detector } from '../detector.ts';
import { detectors as registry } from '../detectors/index.ts';
import type { Engine } from './engine.ts';
import { finish, inOrder, take } from './in-order.ts';
import { conclude, summaryOf } from './job.ts';
import { progressOf } from './progress.ts';
import { runShard } from './run-shard.ts';

export function inProcess(detectors: readonly Detector[] = registry): Engine {
  return {
    async read(corpus, jobs, onProgress) {
      const progress = progressOf(corpus, onProgress);
      const summaries = jobs.map((job) => summaryOf(job, detectors));
      const merged = jobs.map(() => inOrder());
      const coverage = [];
      for (let shard = 0; shard < corpus.shards.length; shard++) {
        const read = await runShard(corpus, shard, summaries, (rows, bytes) =>
          progress.within(shard, rows, bytes),
        );
        read.states.forEach((state, job) => take(merged[job], summaries[job], shard, state));
        coverage.push(read.coverage);
        progress.done(read.coverage);
      }
      const conclusions = jobs.map((job, i) => conclude(job, finish(merged[i], summaries[i]), detectors));
      return { conclusions, coverage };
    },
    async close() {},
  };
}
