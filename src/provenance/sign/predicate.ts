// What a signature says of data: what the set is, how it was scanned and with what result, and what a scan could not have
// missed. The predicate of an in-toto statement; other programs rely on it, so it changes only with its type.
import { z } from 'zod';
import { power } from '../../report/schema.ts';
import { sha256 } from '../manifest.ts';

export const predicateType = 'urn:bezoar:attested-data:v1';

const count = z.int().nonnegative();

export const predicate = z.strictObject({
  manifest: z
    .strictObject({
      schemaVersion: z.string().max(20),
      root: sha256.describe('Merkle root of the manifest'),
      files: count,
      rows: count,
      bytes: count,
      contents: z.strictObject({ count, root: sha256 }),
    })
    .describe('the set, as in its manifest'),
  scan: z
    .strictObject({
      reportSha256: sha256.describe('of report.json'),
      corpusSha256: sha256.describe('as in the report'),
      covers: z
        .strictObject({
          files: count.describe('files with rows of the set that were scanned, told by their SHA-256'),
          of: count.describe('files with rows in the set'),
          besides: count.describe('files that were scanned with them and are not in the set'),
        })
        .describe('the findings are of this set alone where files = of and besides = 0'),
      complete: z.boolean().describe('no scanned file was left out and every one was read to its end'),
      findings: z.strictObject({ high: count, medium: count, low: count, note: count }),
    })
    .optional()
    .describe('absent where no report was given'),
  power: z
    .array(power.pick({ planted: true, severity: true, points: true }))
    .optional()
    .describe('chance that the scan would have told of so many planted rows, as in the report'),
  parent: z
    .strictObject({ root: sha256 })
    .optional()
    .describe('the attested set that this one was made from'),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string().max(100) }),
  created: z.iso.datetime(),
});

export type Predicate = z.infer<typeof predicate>;

/** Draft 2020-12. The build writes it as attested-data.schema.json. */
export function predicateJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(predicate, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Bezoar attested data',
    description: `Predicate ${predicateType} of an in-toto statement: what a set of data is and how it was scanned.`,
    ...schema,
  };
}
