// Which engine suits a corpus: threads cost their start-up and only pay where there is something to share out.
import type { Corpus } from '../corpus/corpus.ts';
import type { Engine } from './engine.ts';
import { inProcess } from './in-process.ts';
import { threads } from './threads.ts';

/** Below this a scan takes no longer than starting threads does, about 0.1 s. */
const smallBytes = 2 ** 18;

/** `workers` is the most to use: one per core that may be taken. */
export function chooseEngine(corpus: Corpus, workers: number): Engine {
  return paysForThreads(corpus, workers) ? threads(workers) : inProcess();
}

/** One shard is enough: detectors judge side by side. */
export function paysForThreads({ files }: Pick<Corpus, 'files'>, workers: number): boolean {
  return workers > 1 && files.reduce((bytes, file) => bytes + file.bytes, 0) >= smallBytes;
}
