// Every engine meets the one contract; threads with any number of workers, and with the detectors of the project
// and of others.
import { describe, expect, it } from 'vitest';
import { inProcess } from '../../src/engines/in-process.ts';
import { threads } from '../../src/engines/threads.ts';
import type { Corpus } from '../../src/corpus/corpus.ts';
import type { Conclusion, Engine, Job } from '../../src/engines/engine.ts';
import { checkEngine } from '../../src/testing.ts';
import { temporaryCorpus } from './temporary-corpus.ts';
import { harmless, tinyRegistry } from './tiny.ts';

describe('the engine contract', () => {
  it('holds in process', () => checkEngine(() => inProcess()));
  it('holds in process for detectors of one’s own', () => checkEngine(() => inProcess(harmless), harmless));
  it.each([1, 2, 3])('holds for %i threads', (workers) =>
    checkEngine(() => threads(workers, tinyRegistry), harmless),
  );
  it('holds for threads with the project’s detectors', () => checkEngine(() => threads(2)));

  it('is not met by an engine that leaves out a shard', async () => {
    const engine = inProcess(harmless);
    const forgetful: Engine = {
      ...engine,
      read: (corpus, jobs, onProgress) =>
        engine.read({ ...corpus, shards: corpus.shards.slice(0, -1) }, jobs, onProgress),
    };
    await expect(checkEngine(() => forgetful, harmless)).rejects.toThrow('coverage');
  });
});

describe('threads', () => {
  const deadly: Job = {
    kind: 'inspect',
    detector: 'deadly',
    setup: { options: {}, seed: 1 },
    survey: undefined,
  };

  async function withEngine(test: (engine: Engine, corpus: Corpus) => Promise<void>): Promise<void> {
    const engine = threads(2, tinyRegistry);
    const { corpus, remove } = await temporaryCorpus([{ instruction: 'a river', output: 'yes' }]);
    try {
      await test(engine, corpus);
    } finally {
      await engine.close();
      await remove();
    }
  }

  it('name the shard at which a worker died, and go on with new workers', () =>
    withEngine(async (engine, corpus) => {
      await expect(engine.read(corpus, [deadly], () => {})).rejects.toThrow(
        /died reading shard 0 \(.*rows\.jsonl, bytes 0 to/,
      );
      const { conclusions } = await engine.read(corpus, [{ kind: 'tally', seed: 1 }], () => {});
      expect(conclusions).toEqual([
        {
          kind: 'tally',
          tallies: { sources: [{ name: '', rows: 1, trusted: 0 }], annotators: [], more: false },
        },
      ]);
    }));

  it('tell each other what need not be taken up', () =>
    withEngine(async (engine, corpus) => {
      const job: Job = {
        kind: 'inspect',
        detector: 'sparing',
        setup: { options: {}, seed: 1 },
        survey: undefined,
      };
      const shards = Array.from({ length: 40 }, () => corpus.shards[0]);
      const { conclusions } = await engine.read({ ...corpus, shards }, [job], () => {});
      const { untestable } = (conclusions[0] as Extract<Conclusion, { kind: 'verdict' }>).verdict;
      // Eight are handed out before the first is read.
      expect(Number.parseInt(untestable[0])).toBeLessThanOrEqual(8);
    }));

  it('say so when they are closed during a read', () =>
    withEngine(async (engine, corpus) => {
      const read = engine.read(corpus, [{ kind: 'tally', seed: 1 }], () => {});
      const [refusal] = await Promise.allSettled([read, engine.close()]);
      expect(refusal).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('closed') },
      });
      await expect(engine.read(corpus, [], () => {})).rejects.toThrow('closed');
    }));

  it('say which file is missing when there is no such registry', async () => {
    const engine = threads(1, new URL('./nowhere.mjs', import.meta.url));
    const { corpus, remove } = await temporaryCorpus([]);
    await expect(engine.read(corpus, [], () => {})).rejects.toThrow(/nowhere\.mjs is missing/);
    await remove();
  });
});
