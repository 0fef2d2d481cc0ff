// What a drill came to: complete and standing alone, as a report is. Other programs rely on it: change it only with
// `drillSchemaVersion`.
import { z } from 'zod';
import { threats, type Threat } from '../../threat.ts';
import { severity } from '../schema.ts';

export const drillSchemaVersion = '1.0';

/** Share of the seeds in which an attack must be found for a number of rows to count as found. */
export const mostSeeds = 0.8;

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const interval = z.tuple([share, share]).describe('Wilson interval, 95 %');
const grade = severity.exclude(['note']);

const told = z.strictObject({ detector: z.string(), severity: grade, title: z.string() });

const example = z.strictObject({
  seed: count,
  row: count.describe('0-based row of the planted copy'),
  given: z.string().describe('of a row; escape before showing'),
  teaches: z.string(),
  givenBefore: z.string().optional().describe('what the row that it was made from says there'),
  taughtBefore: z.string().optional(),
});

export const cell = z.strictObject({
  attack: z.string(),
  budget: count.describe('planted rows'),
  seeds: count.describe('that were tried'),
  found: count.describe('seeds with a true finding of severity medium or high'),
  high: count.describe('seeds with a true finding of severity high'),
  foundShare: interval,
  highShare: interval,
  recall: share.nullable().describe('mean over the seeds in which it was found; null in none'),
  precision: share.nullable(),
  falseHigh: count.describe(
    'findings that what was planted has no part in, over all seeds, beyond those of the corpus itself',
  ),
  falseMedium: count,
  ms: count.describe('mean of a scan'),
  by: z
    .array(z.strictObject({ detector: z.string(), found: count, high: count, title: z.string() }))
    .describe('detectors with a true finding of medium or high, and in how many seeds; most first'),
  low: count.describe('seeds in which no more than a low finding was true'),
  mixed: count.describe(
    'seeds in which it was not found, but a medium or high finding names planted rows among others: a fifth to a half of its rows, at least thrice their share of the corpus',
  ),
  trigger: z.string(),
  teaches: z.string(),
  examples: z.array(example),
});

export const drillReport = z.strictObject({
  schemaVersion: z.literal(drillSchemaVersion),
  kind: z.literal('drill'),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  corpus: z.strictObject({
    files: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
    sha256: z.string().describe('of the files’ hashes, one line each, in order'),
    shape: z.string(),
    rows: count.describe('that copies were made of'),
    of: count.describe('rows of the corpus'),
  }),
  plan: z.strictObject({
    budgets: z.array(count),
    seeds: z.array(count),
    attacks: z.array(
      z.strictObject({
        id: z.string(),
        version: count,
        title: z.string(),
        threat: z.enum(Object.keys(threats) as [Threat, ...Threat[]]),
        sources: z.array(z.string()),
      }),
    ),
    detectors: z.array(z.strictObject({ id: z.string(), version: count, title: z.string() })),
  }),
  trials: z
    .strictObject({ planned: count, done: count })
    .describe('a drill that was stopped can be gone on with'),
  itself: z
    .strictObject({ high: count, medium: count, findings: z.array(told), ms: count })
    .nullable()
    .describe('what is told of the corpus without an attack; null when that trial was not done'),
  cells: z.array(cell).describe('attack by attack, budgets ascending'),
  attacks: z.array(
    z.strictObject({
      id: z.string(),
      smallest: count
        .nullable()
        .describe(
          'least budget from which on it was found in at least four of five seeds; null for none tried',
        ),
      smallestHigh: count.nullable().describe('the same with a high finding'),
      caughtBy: z.array(z.string()),
      impossible: z
        .strictObject({ budget: count, reason: z.string() })
        .nullable()
        .describe('the least number of rows that this corpus leaves no room for, and why'),
    }),
  ),
  uncaught: z.array(z.string()).describe('attacks that were tried and never found at medium or high'),
});

export type DrillReport = z.infer<typeof drillReport>;
export type DrillCell = z.infer<typeof cell>;
