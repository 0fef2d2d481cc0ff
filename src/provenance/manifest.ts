// The manifest: what a set of data consists of, file by file and source by source, under one Merkle root. The row hashes
// stand in a file beside it (see row-records.ts), bound by the root of each file's tree.
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { itemALine } from '../report/item-a-line.ts';
import { visible } from '../text/visible.ts';
import { canonical } from './canonical.ts';
import { leafHash, rootOf, type Hash } from './merkle.ts';

export const manifestVersion = '1.0';

const count = z.int().nonnegative();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
const time = z.iso.datetime();

/**
 * A name to compare, never a place to open: relative, with `/`, without `..` or empty steps. What a manifest from anywhere
 * says of a path can thus reach no file.
 */
export const namedPath = z.string().refine(isNamedPath, 'must be a relative path with no .. in it');

export function isNamedPath(text: string): boolean {
  const steps = text.split('/');
  return (
    text.length <= 4096 &&
    !/[\\\0]|^[A-Za-z]:/.test(text) &&
    steps.every((step) => step !== '' && step !== '.' && step !== '..')
  );
}

/** What can be said of a source and often is not. */
export const facts = ['firstSeen', 'lastSeen', 'licences', 'urls', 'domains', 'collectors'] as const;
export type Fact = (typeof facts)[number];

/** Rows taken out of an attested set; see derive.ts. */
const parent = z.strictObject({
  root: sha256.describe('of the attested set that this one was made from'),
  rows: count.describe('of that set'),
  removed: count.describe('rows of it that are not here'),
  removedSha256: sha256.describe('of the list of removed rows, removed.jsonl'),
  policies: z
    .array(z.strictObject({ file: namedPath, cleaned: namedPath, sha256 }))
    .describe(
      'file: of the parent; cleaned: what is left of it; sha256: of the policy that `clean` wrote, which says why',
    ),
});

/** UTF-16 units. */
export const longestSetName = 200;
export const longestSourceName = 512;

export const setEntry = z.strictObject({
  kind: z.literal('set'),
  schemaVersion: z.literal(manifestVersion),
  name: z.string().max(longestSetName),
  files: count,
  rows: count,
  bytes: count.describe('of all files, on disk'),
  unreadable: count.describe('rows that are no record; they are hashed all the same'),
  sources: count,
  contents: z
    .strictObject({ count, root: sha256 })
    .describe(
      'count: distinct content hashes; root: of the tree over them in ascending order, 64 to a leaf, which proves that a row is not in the set',
    ),
  parent: parent.optional(),
});

export const fileEntry = z.strictObject({
  kind: z.literal('file'),
  path: namedPath,
  bytes: count.describe('on disk'),
  sha256: sha256.describe('of the bytes on disk'),
  format: z.enum(['jsonl', 'json', 'csv', 'tsv', 'parquet', 'arrow', 'text', 'other']),
  compression: z.enum(['none', 'gzip', 'zstd']),
  rows: count.describe('0 for a file that holds none: a card, a script, a licence'),
  unreadable: count,
  rowsRoot: sha256.describe('tree over the row records of the file, in order, 64 to a leaf'),
});

export const source = z.strictObject({
  kind: z.literal('source'),
  name: z.string().max(longestSourceName).describe("'' for rows that name none"),
  rows: count,
  firstSeen: time.optional(),
  lastSeen: time.optional(),
  licences: z.array(z.string()).optional(),
  urls: z.array(z.string()).optional().describe('the first few'),
  domains: z.array(z.string()).optional().describe('the first few'),
  collectors: z.array(z.string()).optional(),
  unknown: z.array(z.enum(facts)).describe('what no row of the source says'),
});

export const manifest = z.strictObject({
  schemaVersion: z.literal(manifestVersion),
  tool: z.strictObject({ name: z.literal('bezoar'), version: z.string() }),
  root: sha256.describe(
    'Merkle root (RFC 9162) over the canonical JSON (RFC 8785) of set, files and sources, in this order',
  ),
  set: setEntry,
  files: z.array(fileEntry).describe('by path, in UTF-16 order'),
  sources: z.array(source).describe('in order of their first row; row records point here'),
});

export type SetEntry = z.infer<typeof setEntry>;
export type FileEntry = z.infer<typeof fileEntry>;
export type SourceEntry = z.infer<typeof source>;
export type Parent = z.infer<typeof parent>;
export type Manifest = z.infer<typeof manifest>;
export type Entry = SetEntry | FileEntry | SourceEntry;

export function entryHash(value: Entry): Hash {
  return leafHash(Buffer.from(canonical(value), 'utf8'));
}

/** The leaves under the root, in order. */
export function entriesOf({
  set: head,
  files,
  sources,
}: Pick<Manifest, 'set' | 'files' | 'sources'>): Entry[] {
  return [head, ...files, ...sources];
}

/** What the entry of the set says of all its files together. */
export function totalsOf(
  files: readonly FileEntry[],
): Pick<SetEntry, 'files' | 'rows' | 'bytes' | 'unreadable'> {
  const sum = (of: 'rows' | 'bytes' | 'unreadable') => files.reduce((all, file) => all + file[of], 0);
  return { files: files.length, rows: sum('rows'), bytes: sum('bytes'), unreadable: sum('unreadable') };
}

export function sealed(content: Pick<Manifest, 'set' | 'files' | 'sources'>, version: string): Manifest {
  const root = rootOf(entriesOf(content).map(entryHash)).toString('hex');
  return { schemaVersion: manifestVersion, tool: { name: 'bezoar', version }, root, ...content };
}

/** Checks what somebody wrote: form, order, sums and root. `path` is for messages. */
export function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(path, 'it is not JSON', error);
  }
  const head = inForm(unlisted, value, path, []);
  const files = head.files.map((one, i) => inForm(fileEntry, one, path, ['files', i]));
  const sources = head.sources.map((one, i) => inForm(source, one, path, ['sources', i]));
  const parsed = { ...head, files, sources };
  const fault = contradictionIn(parsed);
  if (fault !== undefined) throw refused(path, fault);
  return parsed;
}

const list = z.custom<readonly unknown[]>(Array.isArray, 'must be a list');
/** Lists are gone through one entry at a time up to the first that is wrong: the faults of all would take more than memory has. */
const unlisted = manifest.extend({ files: list, sources: list });

function inForm<T>(form: z.ZodType<T>, value: unknown, path: string, place: readonly (string | number)[]): T {
  const checked = form.safeParse(value);
  if (checked.success) return checked.data;
  const [fault] = checked.error.issues;
  const where = [...place, ...fault.path].join('.') || 'the whole';
  throw refused(path, `${where}: ${fault.message}`, checked.error);
}

function contradictionIn({ root, set: head, files, sources }: Manifest): string | undefined {
  if (rootOf(entriesOf({ set: head, files, sources }).map(entryHash)).toString('hex') !== root)
    return 'its root is not that of its entries';
  if (files.some((f, i) => i > 0 && !(files[i - 1].path < f.path)))
    return 'its files are not in order, or one is twice';
  if (new Set(sources.map((s) => s.name)).size !== sources.length) return 'a source is there twice';
  if (head.files !== files.length || head.sources !== sources.length)
    return 'files or sources are missing from it';
  const totals = totalsOf(files);
  for (const of of ['rows', 'bytes', 'unreadable'] as const)
    if (head[of] !== totals[of]) return `its ${of} do not add up`;
  if (head.rows !== sources.reduce((all, { rows }) => all + rows, 0))
    return 'the rows of its sources do not add up';
  return undefined;
}

function refused(path: string, why: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-manifest',
    `${path} is no manifest of this version: ${visible(why, 200)}`,
    'Take the manifest.json that `bezoar attest` wrote, whole and unchanged.',
    cause,
  );
}

/** As JSON that a person can read and a version control can compare: one entry a line. */
export function manifestText({ files, sources, ...head }: Manifest): string {
  const frame = JSON.stringify({ ...head, files: [], sources: [] }, null, 1);
  return `${itemALine(itemALine(frame, 'files', files), 'sources', sources)}\n`;
}
