// What `bezoar crawl` writes: crawl.json, complete and versioned.
import { z } from 'zod';
import { severities } from '../../finding.ts';
import { outcomes, type Outcome } from './domain-tallies.ts';

export const crawlVersion = '1.0';

const count = z.int().nonnegative();

export const crawlReport = z.strictObject({
  schemaVersion: z.literal(crawlVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  index: z.strictObject({ rows: count, unnamed: count.describe('rows without an address'), domains: count }),
  data: z
    .strictObject({
      rows: count,
      unnamed: count.describe('rows without an address, or that cannot be read'),
      strays: count.describe('files that hold no rows and that no row is about'),
    })
    .describe('what was downloaded'),
  counts: z.strictObject(
    Object.fromEntries(outcomes.map((outcome) => [outcome, count])) as Record<Outcome, typeof count>,
  ),
  concentration: z
    .looseObject({ rows: count, domains: count, recorded: count })
    .describe('how many domains hold which share of the rows, and which of them can be bought'),
  findings: z.array(
    z.strictObject({
      kind: z.string(),
      severity: z.enum(severities),
      claim: z.string(),
      domain: z.string().optional(),
      rows: count,
      evidence: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
      urls: z.array(z.string()).describe('the first of them'),
    }),
  ),
  notes: z.array(z.string()),
});

export type CrawlReport = z.infer<typeof crawlReport>;
