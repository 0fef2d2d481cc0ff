// The report's JSON Schema (draft 2020-12), made from the definition that also checks reports, so that other
// programs can rely on it. The build writes it beside this file as report.schema.json.
import { z } from 'zod';
import { report, schemaVersion } from './schema.ts';

export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(report, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Bezoar report',
    description: `What a scan of training data found, schema version ${schemaVersion}.`,
    ...schema,
  };
}
