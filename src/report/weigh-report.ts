// weigh.json: what `bezoar weigh` did, beside the weights themselves. Other programs rely on it: change it only with its version.
import { z } from 'zod';
import { threats, type Threat } from '../threat.ts';

export const weighVersion = '1.0';

/** Rows of less than their whole weight are counted by tenths of it. */
export const tenths = 10;

const count = z.int().nonnegative();
const weighed = {
  rows: count,
  lowered: count.describe('rows of less than their whole weight'),
  sumOfWeights: z.number().nonnegative(),
};

export const weighReport = z.strictObject({
  schemaVersion: z.literal(weighVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  method: z.string(),
  seed: count,
  ...weighed,
  unreadable: count.describe('rows that could not be read, and have no weight'),
  spread: z
    .array(count)
    .length(tenths)
    .describe('the lowered rows by their weight: below 0.1, from 0.1 to below 0.2, and so on to below 1'),
  classes: z
    .array(z.strictObject({ name: z.string().describe('from the data: escape before showing'), ...weighed }))
    .describe('those that lost the largest share first, 50 at most; none where rows have no labels'),
  catches: z.array(z.enum(Object.keys(threats) as [Threat, ...Threat[]])),
  blind: z.string().describe('what the method was measured not to find'),
  notes: z.array(z.string()),
  tested: z
    .array(
      z.strictObject({
        method: z.string(),
        testError: z
          .number()
          .nonnegative()
          .describe('share of the test rows that is said wrong; of numbers the mean squared error'),
        taken: count.describe('rows taken out, or weighed below a half'),
      }),
    )
    .optional()
    .describe('what a linear model says of test rows after each defence'),
});

export type WeighReport = z.infer<typeof weighReport>;
