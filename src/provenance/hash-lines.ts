// Shares the lines of one file out among threads. The file is read once, here: its digest and the rows are of the same bytes.
import { createHash } from 'node:crypto';
import { fileChunks } from '../corpus/chunks.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { stretchBytes, type HashThreads, type Job } from './hash-threads.ts';

const lineFeed = 0x0a;

export interface SharedLines {
  readonly sha256: string;
  readonly bytes: number;
}

/** `opened` is told of each stretch of lines when it is opened, in order. */
export async function shareLines(
  file: CorpusFile,
  threads: HashThreads,
  opened: (job: Job) => void,
  read: (bytes: number) => void,
): Promise<SharedLines> {
  const hash = createHash('sha256');
  let bytes = 0;
  let startsFile = true;
  let job: Job | undefined;
  let slot = await threads.slot();
  let held = 0;

  /** Sends what the slot holds up to `end`; the rest comes to stand in another. */
  async function send(end: number, isLast: boolean): Promise<void> {
    if (!job) {
      job = await threads.open({ kind: 'lines', file, startsFile });
      startsFile = false;
      opened(job);
    }
    const next = await threads.slot();
    held = slot.bytes.copy(next.bytes, 0, end, held);
    job.send(slot, end);
    slot = next;
    if (!isLast) return;
    job.end();
    job = undefined;
  }

  try {
    for await (const chunk of fileChunks(file.location)) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let from = 0; from < chunk.length;) {
        const taken = chunk.copy(slot.bytes, held, from);
        from += taken;
        held += taken;
        if (held < stretchBytes) break;
        const end = slot.bytes.lastIndexOf(lineFeed) + 1;
        // A line that is longer goes to one thread piece by piece.
        await (end > 0 ? send(end, true) : send(held, false));
      }
      read(chunk.length);
    }
    if (held > 0 || job) await send(held, true);
  } finally {
    job?.end();
    threads.free(slot);
  }
  return { sha256: hash.digest('hex'), bytes };
}
