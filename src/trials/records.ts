// Trials that are done, one line each in a file of the drill's folder, so that a drill that was stopped goes on, and one
// that is widened does only what is new.
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { TrialResult } from './trial.ts';

/** Goes up when what is kept of a trial, or how it is judged, changes. */
export const recordVersion = 1;

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

const shape = z.looseObject({
  key: z.string(),
  attack: z.string(),
  budget: z.number(),
  seed: z.number(),
  result: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('impossible'), reason: z.string() }),
    z.looseObject({
      kind: z.literal('tried'),
      by: z.array(z.looseObject({ detector: z.string() })),
      mixed: z.array(z.looseObject({})),
      false: z.array(z.looseObject({})),
      examples: z.array(z.looseObject({})),
      ms: z.number(),
    }),
  ]),
});

/** By key. A line that was cut off when a drill was killed is no record, nor is one that somebody changed. */
export async function readRecords(path: string): Promise<Map<string, TrialRecord>> {
  const records = new Map<string, TrialRecord>();
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  for (const line of text.split('\n')) {
    try {
      const record = shape.parse(JSON.parse(line)) as TrialRecord;
      records.set(record.key, record);
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
