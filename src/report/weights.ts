// What `bezoar weigh` writes beside the weights: weigh.json, complete and versioned.
import { z } from 'zod';

export const weighVersion = '1.0';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

export const weighReport = z.strictObject({
  schemaVersion: z.literal(weighVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  data: z.strictObject({
    files: z.array(z.string()),
    rows: count,
    unreadable: count,
    unlabelled: count.describe('rows without a label: they are not weighed'),
    classes: z.array(z.strictObject({ label: z.string(), rows: count })),
  }),
  weighed: z
    .strictObject({
      method: z.string(),
      title: z.string(),
      against: z.string(),
      source: z.string(),
      settings: z.strictObject({ share, loss: z.string(), seed: count }),
      without: z
        .array(z.strictObject({ label: z.string(), rows: count, of: count }))
        .describe('rows of weight 0, by class'),
      meanWeight: share,
      testError: z
        .strictObject({ rows: count, before: share, after: share })
        .optional()
        .describe('of a learner of the same loss with all rows, and with the weights'),
    })
    .optional(),
  certified: z
    .strictObject({
      parts: count,
      judged: count.describe('rows'),
      inFolds: z.boolean().describe('the data judged itself, in folds; otherwise a test was given'),
      accuracy: share,
      balancedAccuracy: share,
      median: z
        .int()
        .describe('half of the judged rows are right against so many altered parts; -1: not half are right'),
      certified: z.array(
        z.strictObject({
          parts: count.describe('altered: rows added, taken out or turned; a replaced row may alter two'),
          share,
          ofClass: z.array(z.strictObject({ label: z.string(), share })),
        }),
      ),
    })
    .optional(),
});

export type WeighReport = z.infer<typeof weighReport>;
