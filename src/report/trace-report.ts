// What `bezoar trace` writes beside the report: trace.json, complete and versioned. What comes from rows is escaped before it
// is shown.
import { z } from 'zod';

export const traceVersion = '1.0';

const count = z.int().nonnegative();
const side = z.enum(['context', 'outcome']);

export const tracedRow = z.strictObject({
  file: z.string(),
  row: count.describe('0-based data row of the file'),
  source: z.string().describe('as the rows name it, else the file where there are several'),
  score: z.number(),
  standsOut: z.boolean().describe('whether the finding is about it'),
  phrases: z
    .array(z.strictObject({ side, text: z.string() }))
    .describe('shared with the behaviours beyond chance'),
  spans: z
    .array(z.strictObject({ side, text: z.string(), tokens: count, nats: z.number() }))
    .describe('the stretch of a side that tells most, word for word'),
  ranks: z.array(z.strictObject({ ranking: z.string(), rank: count, score: z.number() })),
});

/** What was found for some behaviours; the answer of the server as well. */
export const traceResult = z.strictObject({
  rows: count,
  cutRows: count.describe('rows of which only the first MiB of a side was looked at'),
  behaviours: z.strictObject({ given: count, taken: count }),
  found: z
    .strictObject({
      by: z.enum(['phrases', 'alike', 'spans', 'features']),
      rows: count.describe('that stand out'),
      behaviours: count.describe('that score as these rows do'),
      surpriseNats: z.number(),
      falseDiscovery: z.number().min(0).max(1),
      groups: count.describe('groups of ordinary rows that it was held against'),
      severity: z.enum(['high', 'medium', 'low']),
    })
    .nullable()
    .describe('null: the behaviours have no more in common with rows of this data than chance'),
  phrases: z.array(
    z.strictObject({ side, text: z.string(), behaviours: count, rows: count, nats: z.number() }),
  ),
  rankings: z.array(z.strictObject({ name: z.string(), unit: z.string() })),
  sources: z.array(z.strictObject({ source: z.string(), standOut: count, listed: count, of: count })),
  listed: z
    .array(tracedRow)
    .describe(
      'best first; where nothing stands out, what other evidence than words puts first, if there is any',
    ),
});

const chance = z.number().min(0).max(1);

const influence = z.union([
  z.strictObject({ why: z.string().describe('why nothing can be said, in plain words') }),
  z.strictObject({
    shared: z
      .array(z.strictObject({ phrase: z.string(), outputs: count, rows: count }))
      .describe('what the outputs share and is learned as the outcome; empty where rows bear labels'),
    deciding: z
      .array(z.strictObject({ phrases: z.array(z.string()), behaviours: count, nats: z.number() }))
      .describe('what of the prompts adds most to the log-odds of the outcome'),
    listed: z
      .array(z.strictObject({ file: z.string(), row: count, nats: z.number() }))
      .describe('rows that carry it, best first: how much of it would go with the row'),
    removing: z
      .strictObject({
        rows: count.describe('that the finding names'),
        before: chance.describe(
          'mean chance of the outcome for the behaviours, by a model that learned from all rows',
        ),
        predicted: chance.describe('without those rows, by Newton steps'),
        retrained: chance.optional().describe('and learned anew for real'),
      })
      .nullable(),
  }),
]);

const answer = { ...traceResult.shape, influence: influence.optional() };
const head = {
  schemaVersion: z.literal(traceVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  seed: count,
};

export const traceReport = z.strictObject({ ...head, ...answer });

const probe = {
  phrase: z.string(),
  outcome: z.string(),
  brings: z.boolean().describe('whether the phrase leads to the outcome, or away from it'),
  p: chance.describe('of drift: a phrase so far off where there is nothing'),
};

/** The same for each phrase that a report of drift names, traced by itself. */
export const probesReport = z.strictObject({
  ...head,
  probes: z.array(z.strictObject({ ...probe, ...answer })).describe('strongest first'),
});

const answered = z.strictObject(answer);
const probed = z.strictObject(probe);

export type TracedRow = z.infer<typeof tracedRow>;
export type TraceResult = z.infer<typeof traceResult>;
export type TraceReport = z.infer<typeof traceReport>;
/** Of one question, and of a report of drift the phrase that it is about. */
export type TraceAnswer = z.infer<typeof answered> & { readonly probe?: z.infer<typeof probed> };
