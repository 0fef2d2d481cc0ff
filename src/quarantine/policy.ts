// The policy: what was set aside and why, and what is needed to put it back. Written beside the quarantine, so
// that undoing it needs neither the original nor the report.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { severities } from '../finding.ts';
import { itemALine } from '../report/item-a-line.ts';
import { visible } from '../text/visible.ts';

export const policyVersion = '1.0';

const count = z.int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * In order, what the original was: the next bytes of the cleaned file or of the quarantine, or a text that was
 * taken out between rows. `skip` passes over bytes of the quarantine that only make it valid JSON.
 */
export const piece = z.union([
  z.tuple([z.enum(['clean', 'quarantine', 'skip']), count]),
  z.tuple([z.literal('text'), z.string()]),
]);
export type Piece = z.infer<typeof piece>;

const written = z.strictObject({
  name: z.string().describe('file name, in the folder of this policy'),
  rows: count,
  bytes: count.describe('on disk'),
  sha256: digest.describe('of the bytes on disk'),
});

export const policy = z.strictObject({
  schemaVersion: z.literal(policyVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  rule: z.strictObject({
    severity: z.enum(severities).optional().describe('rows of findings of this severity or graver'),
    findings: z.array(z.string()).optional().describe('rows of these findings'),
  }),
  report: z.strictObject({ corpusSha256: z.string(), seed: count, version: z.string() }),
  original: z.strictObject({
    path: z.string(),
    format: z.enum(['jsonl', 'json', 'csv', 'tsv', 'parquet', 'arrow', 'text']),
    compression: z.enum(['none', 'gzip', 'zstd']),
    rows: count,
    bytes: count.describe('on disk'),
    sha256: digest.describe('of the bytes on disk'),
  }),
  clean: written,
  quarantine: written,
  findings: z.array(
    z.strictObject({ id: z.string(), severity: z.enum(severities), title: z.string(), rows: count }),
  ),
  rows: z
    .array(z.strictObject({ row: count, findings: z.array(z.string()) }))
    .describe('0-based data rows of the original, in order: the rows of the quarantine'),
  restore: z.discriminatedUnion('by', [
    z.strictObject({
      by: z
        .literal('bytes')
        .describe('the original comes back byte for byte (unpacked, where it was packed)'),
      unpackedBytes: count,
      unpackedSha256: digest,
      pieces: z.array(piece),
    }),
    z.strictObject({
      by: z.literal('rows').describe('every row and the schema come back; the file is encoded anew'),
      schema: z.string(),
      rowsSha256: digest.describe('of the rows in order, as this tool writes them out'),
    }),
  ]),
});

export type Policy = z.infer<typeof policy>;

/** As JSON that a person can read: one row and one piece a line. */
export function policyText(value: Policy): string {
  const { rows, restore } = value;
  const frame = {
    ...value,
    rows: [],
    restore: restore.by === 'bytes' ? { ...restore, pieces: [] } : restore,
  };
  const text = itemALine(JSON.stringify(frame, null, 1), 'rows', rows);
  return `${restore.by === 'bytes' ? itemALine(text, 'pieces', restore.pieces) : text}\n`;
}

const again = 'Run `bezoar clean FILE --report DIR` again, or name the folder of the policy with --out-dir.';

export async function readPolicy(path: string): Promise<Policy> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const message = missing ? `there is no policy ${path}` : `${path} cannot be read as a policy`;
    throw new UsageError(missing ? 'no-such-file' : 'bad-report', message, again, error);
  }
  const checked = policy.safeParse(value);
  if (checked.success) return checked.data;
  const fault = checked.error.issues[0];
  const where = visible(`${fault.path.join('.') || 'the whole'}: ${fault.message}`, 200);
  throw new UsageError('bad-report', `${path} is no policy of this version: ${where}`, again, checked.error);
}
