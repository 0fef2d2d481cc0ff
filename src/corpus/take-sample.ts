// The first records of a file: what its layout is recognised from.
import { UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import { readerOf } from './readers/reader-of.ts';
import type { CorpusFile } from './shard.ts';

const recordsWanted = 200;
/** A file whose first rows are all unreadable is looked at this far. */
const entriesLookedAt = 2000;

export interface FileSample {
  readonly file: CorpusFile;
  readonly records: readonly unknown[];
  /** Why the first unreadable row is. */
  readonly reason?: string;
  /** Why it could not be read further. */
  readonly fault?: UnreadableFile;
}

export async function takeSample(file: CorpusFile, limits: Limits): Promise<FileSample> {
  const records: unknown[] = [];
  let reason: string | undefined;
  let looked = 0;
  const reader = await readerOf(file.format);
  try {
    for await (const { entries } of reader.read(file, { file: 0, start: 0, end: file.bytes }, limits)) {
      for (const entry of entries) {
        if (entry.kind === 'unreadable') reason ??= `line ${entry.line}: ${entry.reason}`;
        else if (entry.kind === 'record' && records.length < recordsWanted) records.push(entry.value);
      }
      looked += entries.length;
      if (records.length >= recordsWanted || looked >= entriesLookedAt) break;
    }
  } catch (error) {
    // What there is can be scanned, and the scan will say that it is not all.
    if (!(error instanceof UnreadableFile)) throw error;
    return { file, records, reason: reason ?? error.message, fault: error };
  }
  return { file, records, reason };
}
