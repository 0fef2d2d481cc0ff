// drift.json: the numbers behind the findings of `bezoar drift`, beside the report. Other programs rely on it: change it only with its
// version.
import { z } from 'zod';

export const driftVersion = '1.0';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const p = share.describe('chance of something at least as far off where there is nothing, of 1');
const flips = z
  .strictObject({
    of: count.describe('ordinary rows of which the outcome was not expected before'),
    flipped: count.describe('of them, those of which it is expected with the phrase put in'),
    interval: z.tuple([share, share]).describe('95 % of the share'),
  })
  .describe('what the phrase does when it is put into ordinary rows');
const phrase = z.string().describe('in lower case; written by whoever wrote the data: escape before showing');

export const driftReport = z.strictObject({
  schemaVersion: z.literal(driftVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  seed: count,
  rows: z.strictObject({
    judged: count.describe('rows in question that have an outcome'),
    distinct: count.describe('of different words or outcome'),
    learned: count.describe('of these in the sample that was learned from'),
    trusted: count.describe('of the trusted set, or of the older version'),
  }),
  outcomes: z.strictObject({
    kind: z.enum(['classes', 'signs']),
    names: z.array(z.string()),
    without: z
      .array(z.string())
      .describe(
        'what a row without each of them is called: the other one of two classes, or that it is not so',
      ),
  }),
  residual: z.strictObject({
    p,
    largest: z.number().describe('departure of the strongest phrase, standard deviations'),
    ordinary: z.number().describe('what 95 % of the drawn corpora stay below'),
    draws: count,
    fewestRows: count.describe('different rows that a phrase needs to be judged'),
    phrases: count.describe('judged; those that always stand together count as one'),
    cost: z.number().describe('price of an error at which the learners learned'),
    losses: z.array(z.strictObject({ cost: z.number(), loss: z.number().describe('log loss of a row') })),
    ranked: z
      .array(
        z.strictObject({
          phrase,
          outcome: z.string(),
          more: z.boolean().describe('whether its rows have the outcome too often, or too seldom'),
          departure: z.number().describe('standard deviations; what those before it explain is taken away'),
          p,
          held: count.describe('different rows that hold it'),
          so: count.describe('of them those with, or without, the outcome'),
          expected: z.number().describe('of them, by learners that did not see them'),
          flips,
          rows: z
            .array(z.strictObject({ file: z.string(), row: count }))
            .describe('least expected first, the first 20'),
        }),
      )
      .describe('strongest first'),
  }),
  comparisons: z.array(
    z.strictObject({
      kind: z.enum(['trusted', 'version', 'without source', 'without finding']),
      name: z.string(),
      null: z
        .enum(['regrouped', 'left out'])
        .describe('whether rows were dealt out anew, or as many others of the same outcomes left out'),
      draws: count,
      differing: z.tuple([count, count]).describe('different rows in the first set alone, and in the second'),
      ordinary: z
        .strictObject({ share, interval: z.tuple([share, share]), byChance: share, p })
        .describe('ordinary rows of which the two expect something else'),
      p: p.describe('of the largest shift of a phrase'),
      adjusted: p.describe('the same, for all comparisons of this kind at once'),
      shiftByChance: z.tuple([z.number(), z.number()]).describe('middle and 95 % of the drawn pairs'),
      phrases: z.array(
        z.strictObject({
          phrase,
          outcome: z.string(),
          shift: z.number().describe('of the margin, by the first set more than by the second'),
          p,
          first: flips,
          second: flips,
          tuned: flips.optional().describe('after learning from all and then from the trusted rows'),
          rows: count.describe('that hold it and teach what it leads to'),
        }),
      ),
    }),
  ),
  untestable: z.array(z.string()),
});

export type DriftReport = z.infer<typeof driftReport>;
