// The report: complete and standing alone. Whatever is shown anywhere is in here, so that it can be read with
// the tool uninstalled. Other programs rely on it: change it only with `schemaVersion`.
import { z } from 'zod';
import { severities } from '../finding.ts';
import { threats, type Threat } from '../threat.ts';

export const schemaVersion = '1.4';

const count = z.int().nonnegative();
const threat = z.enum(Object.keys(threats) as [Threat, ...Threat[]]);
export const severity = z.enum(severities);
const shape = z.enum(['classification', 'instruction', 'chat', 'preference', 'rating', 'document']);

const mark = z.strictObject({
  start: count.describe('UTF-16 offset into the text, inclusive'),
  end: count.describe('UTF-16 offset into the text, exclusive'),
  shown: z.string().optional().describe('what is there, when it cannot be seen'),
});

const excerptPart = z.strictObject({
  field: z.string(),
  side: z.enum(['context', 'outcome', 'rejected']),
  text: z.string().describe('as in the row, cut around the marks; escape before showing'),
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
  marks: z.array(mark),
});

const excerpt = z.strictObject({
  file: z.string(),
  row: count.describe('0-based data row of the file, header and blank lines not counted'),
  source: z.string(),
  label: z.string().optional(),
  parts: z.array(excerptPart),
});

export const finding = z.strictObject({
  id: z.string().describe('detector id and rank, e.g. planted-trigger-1'),
  detector: z.string(),
  detectorVersion: count,
  sameRowsAs: z
    .string()
    .optional()
    .describe('id of a graver finding that names most of these rows; shown beneath it'),
  severity,
  threat,
  title: z.string(),
  claim: z.string(),
  evidence: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
  falseDiscovery: z
    .number()
    .min(0)
    .max(1)
    .describe('expected false findings at least this strong in a clean corpus'),
  phrases: z.array(z.array(z.string())),
  rows: z.strictObject({
    total: count,
    share: z.number().min(0).max(1).describe('of all readable rows'),
    first: z
      .array(z.strictObject({ file: z.string(), row: count }))
      .describe('the first 20; all, but those of notes, are in flagged.jsonl'),
    bySource: z
      .array(z.strictObject({ source: z.string(), rows: count, of: count }))
      .describe(
        'most rows first, 20 at most; `of`: rows of that source in all, 0 when there were too many sources to count',
      ),
    byAnnotator: z
      .array(z.strictObject({ annotator: z.string(), rows: count, of: count }))
      .optional()
      .describe('who labelled, compared or rated these rows, where the data says so; as bySource'),
  }),
  baseline: z
    .strictObject({
      rows: count.describe('rows of the baseline that the claim holds for'),
      of: count.describe(
        'rows of the baseline read beside the corpus, and of the text that markers are from',
      ),
    })
    .optional()
    .describe('only when there is a baseline; with 0 rows the finding is new'),
  examples: z.array(
    z.strictObject({ row: excerpt, pair: excerpt.optional().describe('a like row without the pattern') }),
  ),
  advice: z.string(),
});

const problem = z.strictObject({
  file: z.string(),
  row: z.int().describe('0-based data row of the file; -1 for the file as a whole'),
  line: count.describe('1-based line of the file; 0 when unknown'),
  reason: z.string(),
});

export const power = z.strictObject({
  detector: z.string(),
  threat,
  planted: z.string(),
  severity,
  points: z.array(z.strictObject({ rows: count, chance: z.number().min(0).max(1) })),
});

export const report = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  corpus: z.strictObject({
    files: z.array(
      z.strictObject({
        path: z.string(),
        format: z.string(),
        compression: z.string(),
        bytes: count,
        sha256: z.string().describe('of the bytes on disk'),
        rows: count,
      }),
    ),
    sha256: z.string().describe('of the files’ hashes, one line each, in order'),
    rows: count,
    shape,
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  baseline: z
    .strictObject({
      files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), rows: count })),
      sha256: z.string().describe('of the files’ hashes, one line each, in order'),
      rows: count,
      judged: count.describe('of them read beside the corpus'),
      known: count.describe('rows of the corpus that the baseline has too, and that were not judged again'),
      ordinary: count.describe('findings that concern rows of the baseline alone, and are not told'),
    })
    .optional()
    .describe('the corpus that the user vouches for, if one was given'),
  markers: z
    .array(
      z.strictObject({
        path: z.string(),
        sha256: z.string().describe('of the bytes on disk'),
        rows: count.describe('rows of the text that they are from'),
        markers: count,
      }),
    )
    .optional()
    .describe('files of markers of older text, given as a baseline'),
  plan: z.strictObject({
    seed: count,
    detectors: z.array(
      z.strictObject({
        id: z.string(),
        version: count,
        title: z.string(),
        catches: z.array(threat),
        sources: z.array(z.string()),
        looked: z.boolean().describe('false when it cannot judge rows of this shape'),
        options: z.array(
          z.strictObject({ name: z.string(), value: z.number(), unit: z.string(), why: z.string() }),
        ),
      }),
    ),
  }),
  coverage: z.strictObject({
    rows: count,
    read: count,
    unreadable: count,
    drilled: count
      .optional()
      .describe('rows that say that a drill planted them: with any, this is no training data'),
    share: z.number().min(0).max(1).describe('rows read / rows seen; 0 for an empty corpus'),
    complete: z.boolean().describe('no file was left out and every one was read to its end'),
    problems: z.array(problem).describe('the first of them'),
  }),
  findings: z.array(finding).describe('strongest first'),
  sources: z
    .strictObject({
      distinct: count.describe('sources that gave rows'),
      more: z
        .literal(true)
        .optional()
        .describe('there were more sources than are counted: the numbers are of a part'),
      effective: z
        .number()
        .describe(
          'sources of equal size that would be as mixed: e to the entropy of their shares of the rows',
        ),
      table: z
        .array(
          z.strictObject({
            source: z.string(),
            rows: count,
            share: z.number().min(0).max(1).describe('of the judged rows'),
            baselineRows: count.optional(),
            first: z.string().optional().describe('ISO 8601 time of its first row that has one'),
            last: z.string().optional(),
            findings: z.array(
              z.strictObject({
                id: z.string(),
                rows: count,
                rests: z
                  .boolean()
                  .describe('the source gives nine in ten of its rows: without it, it would vanish'),
              }),
            ),
            facts: z.array(z.strictObject({ name: z.string(), value: z.number(), unit: z.string() })),
          }),
        )
        .describe('those behind findings first, then the largest; 30 at most'),
    })
    .optional()
    .describe('absent where rows do not say where they came from'),
  power: z.array(power),
  untestable: z.array(z.strictObject({ detector: z.string(), reason: z.string() })),
  timings: z
    .array(z.strictObject({ step: z.string(), ms: z.number() }))
    .describe('the only part that differs between two scans of the same corpus'),
});

export type Report = z.infer<typeof report>;
export type ReportFinding = z.infer<typeof finding>;
export type Excerpt = z.infer<typeof excerpt>;

/**
 * One line of flagged.jsonl: one per row of the findings of severity high, medium and low, in corpus order. A note
 * describes rows and flags none.
 */
export interface FlaggedRow {
  readonly file: string;
  /** 0-based data row of the file. */
  readonly row: number;
  /** The gravest of its findings. */
  readonly severity: (typeof severities)[number];
  readonly findings: readonly string[];
  /** 1 - the false-discovery rate of its surest finding. */
  readonly strength: number;
}
