// What drills of this version measured on public corpora, as it ships with the package: `npm run bench:coverage` writes it,
// docs/coverage.md shows it.
import { z } from 'zod';

const count = z.int().nonnegative();

export const figure = z.strictObject({
  corpus: z.string(),
  attack: z.string(),
  budget: count.describe('planted rows'),
  seeds: count,
  found: count.describe('seeds with a true finding of medium or high'),
  high: count,
  recall: z.number().nullable().describe('mean over the seeds in which it was found'),
  precision: z.number().nullable(),
  mixed: count.describe('seeds in which it was not found, but named among other rows'),
  falseHigh: count.describe('over all seeds, beyond what is told of the corpus itself'),
  falseMedium: count,
  by: z
    .array(z.strictObject({ detector: z.string(), found: count, high: count }))
    .describe('those that found it most often first'),
});

const corpus = z.strictObject({
  name: z.string(),
  what: z.string(),
  shape: z.string(),
  rows: count,
  day: z.string().describe('of the drill, ISO 8601'),
  version: z.string(),
  itself: z.strictObject({ high: count, medium: count }),
  ms: count.describe('of a scan, on one core'),
  impossible: z.array(z.strictObject({ attack: z.string(), budget: count, reason: z.string() })),
});

export const figures = z.strictObject({ corpora: z.array(corpus), figures: z.array(figure) });

export type Figure = z.infer<typeof figure>;
export type Figures = z.infer<typeof figures>;
