// Trials that are done, one line each in a file of the drill's folder, so that a drill that was stopped goes on, and one
// that is widened does only what is new.
import { appendFile, readFile } from 'node:fs/promises';
import type { TrialResult } from './trial.ts';

export type Tried = Extract<TrialResult, { kind: 'tried' }>;

export interface TrialRecord {
  /** Digest of all that decides its outcome: corpus, attack, detectors, options, versions, budget, seed. */
  readonly key: string;
  /** '' for the corpus as it is. */
  readonly attack: string;
  readonly budget: number;
  readonly seed: number;
  readonly result: TrialResult;
}

/** By key. A line that was cut off when a drill was killed is no record. */
export async function readRecords(path: string): Promise<Map<string, TrialRecord>> {
  const records = new Map<string, TrialRecord>();
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  for (const line of text.split('\n')) {
    try {
      const record = JSON.parse(line) as Partial<TrialRecord>;
      if (typeof record.key === 'string' && record.result) records.set(record.key, record as TrialRecord);
    } catch {
      continue;
    }
  }
  return records;
}

/** A line of its own, whatever an earlier one was cut off at. */
export async function appendRecord(path: string, record: TrialRecord): Promise<void> {
  await appendFile(path, `\n${JSON.stringify(record)}`);
}
