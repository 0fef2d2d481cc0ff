// certificate.json: what `bezoar weigh --certify` found out, beside the radius of each row in certified.jsonl. Other programs rely
// on it: change it only with its version.
import { z } from 'zod';

export const certificateVersion = '1.0';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const certified = z
  .array(share)
  .describe('share of the rows that are right and stay so, for each of the radii');

export const certificateReport = z.strictObject({
  schemaVersion: z.literal(certificateVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  partitions: z.int().positive(),
  filled: count.describe('partitions that have rows'),
  learnedFrom: count.describe('rows'),
  keySha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of the key that parts the rows'),
  radii: z.array(z.int().positive()).describe('numbers of poisoned rows, ascending'),
  rows: count.describe('that were asked about'),
  accuracy: share,
  balancedAccuracy: share.describe('mean of the recalls of the classes'),
  certified,
  medianRadius: z
    .int()
    .min(-1)
    .describe('poisoned rows that leave half of all rows right; -1 when half are not right without any'),
  classes: z.array(
    z.strictObject({
      name: z.string().describe('from the data: escape before showing'),
      rows: count,
      recall: share,
      certified,
    }),
  ),
});

export type CertificateReport = z.infer<typeof certificateReport>;
