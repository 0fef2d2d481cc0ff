// watch.json: what was read of a log of losses, and what is told of it.
import { z } from 'zod';
import { severities } from '../finding.ts';
import { threats, type Threat } from '../threat.ts';

export const watchVersion = '1.0';

export const watchReport = z.strictObject({
  schemaVersion: z.literal(watchVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  log: z.strictObject({
    entries: z.int(),
    rows: z.int(),
    /** Lines or records that are no entry. */
    unreadable: z.int(),
    /** Entries not after the last one of their row: told twice, or out of order. Left out. */
    late: z.int(),
    /** Entries of rows beyond those that fit in memory. */
    crowded: z.int(),
    firstStep: z.int(),
    lastStep: z.int(),
    /** `told`: by the log itself. */
    ended: z.enum(['told', 'end of file', 'idle', 'interrupted', 'first alarm']),
  }),
  /** Rows of the log that stand in the data; absent when no data was given. */
  joined: z.int().optional(),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(severities),
      threat: z.enum(Object.keys(threats) as [Threat, ...Threat[]]),
      title: z.string(),
      claim: z.string(),
      evidence: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
      falseDiscovery: z.number(),
      advice: z.string(),
      /** Words that the rows share. */
      phrases: z.array(z.array(z.string())).optional(),
      /** Ids as the log has them, most suspicious first. */
      rows: z.array(z.string()),
      /** Mean loss of these rows at each of the steps of `curves`; null where none of them was seen. */
      curve: z.array(z.number().nullable()),
    }),
  ),
  /** The losses of all rows at so many steps of training: the middle, and what a quarter is below and above. */
  curves: z.strictObject({
    steps: z.array(z.number()),
    low: z.array(z.number()),
    middle: z.array(z.number()),
    high: z.array(z.number()),
  }),
  untestable: z.array(z.string()),
  notes: z.array(z.string()),
});

export type WatchReport = z.infer<typeof watchReport>;
