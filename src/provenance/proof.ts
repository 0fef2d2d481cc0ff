// Proofs that a row is in an attested set, or is not. Whoever holds the root, and nothing else of the set, can check them.
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { entryHash, fileEntry, setEntry, sha256 } from './manifest.ts';
import { includes, leafHash } from './merkle.ts';
import { pageItems, pagesOf } from './page-tree.ts';
import { contentOf, recordBytes, rowBytesOf } from './row-records.ts';

export const proofVersion = '1.0';

const count = z.int().nonnegative();
/** No tree of this world has more than 64 levels. */
const hashes = z.array(sha256).max(64).describe('inclusion proof as in RFC 9162, from the leaf up');
/** Where the entry of the manifest stands under its root. */
const entryPlace = z.strictObject({ index: count, count, path: hashes });

const inclusion = z.strictObject({
  schemaVersion: z.literal(proofVersion),
  kind: z.literal('inclusion'),
  root: sha256.describe('of the manifest'),
  records: z
    .string()
    .regex(new RegExp(`^(?:[0-9a-f]{${2 * recordBytes}}){1,${pageItems}}$`))
    .describe(
      'the page of records on which the row stands: digest of its bytes, digest of its content, number of its source',
    ),
  row: count.describe('0-based data row of the file'),
  path: hashes,
  file: fileEntry,
  entry: entryPlace,
});

const page = z.strictObject({
  index: count,
  hashes: z
    .string()
    .regex(/^(?:[0-9a-f]{64}){1,64}$/)
    .describe('content hashes in ascending order, one after another'),
  path: hashes,
});

const absence = z.strictObject({
  schemaVersion: z.literal(proofVersion),
  kind: z.literal('absence'),
  root: sha256.describe('of the manifest'),
  content: sha256.describe('of the row that is not in the set'),
  pages: z
    .array(page)
    .max(2)
    .describe(
      'the page of the contents of the set on which it would stand, or the two between which it would',
    ),
  set: setEntry,
  entry: entryPlace,
});

const proof = z.discriminatedUnion('kind', [inclusion, absence]);
export type Inclusion = z.infer<typeof inclusion>;
export type Absence = z.infer<typeof absence>;
export type Proof = z.infer<typeof proof>;

/** What a proof that holds says. */
export type Proved =
  | {
      readonly kind: 'inclusion';
      readonly file: string;
      readonly row: number;
      readonly bytes: string;
      readonly content: string;
    }
  | { readonly kind: 'absence'; readonly content: string; readonly rows: number };

export function parseProof(text: string, path: string): Proof {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`${path} is no proof: it is not JSON`, error);
  }
  const checked = proof.safeParse(value);
  if (checked.success) return checked.data;
  const [fault] = checked.error.issues;
  const where = visible(`${fault.path.join('.') || 'the whole'}: ${fault.message}`, 200);
  throw refused(`${path} is no proof of this version: ${where}`, checked.error);
}

/** `root`: the one that the user trusts, in hex. Throws where the proof does not hold under it. */
export function checkProof(given: Proof, root: string): Proved {
  if (given.root !== root)
    throw refused('the proof is for another set: its root is not the one that you trust');
  const entry = given.kind === 'inclusion' ? given.file : given.set;
  const { index, count: entries, path } = given.entry;
  if (!includes(unhex(root), entryHash(entry), index, entries, path.map(unhex)))
    throw refused(`the ${entry.kind} of the proof is not under the root`);
  return given.kind === 'inclusion' ? checkInclusion(given) : checkAbsence(given);
}

function checkInclusion({ records, row, path, file }: Inclusion): Proved {
  const leaf = unhex(records);
  const index = Math.floor(row / pageItems);
  const record = leaf.subarray((row % pageItems) * recordBytes).subarray(0, recordBytes);
  const isThere = includes(unhex(file.rowsRoot), leafHash(leaf), index, pagesOf(file.rows), path.map(unhex));
  if (row >= file.rows || record.length < recordBytes || !isThere)
    throw refused(`the row is not row ${row} of ${visible(file.path)}`);
  const [bytes, content] = [rowBytesOf(record).toString('hex'), contentOf(record).toString('hex')];
  return { kind: 'inclusion', file: file.path, row, bytes, content };
}

function checkAbsence({ content, pages, set }: Absence): Proved {
  const { count: distinct, root } = set.contents;
  const all = pagesOf(distinct);
  const known: string[] = [];
  for (const [i, { index, hashes: text, path }] of pages.entries()) {
    if (!includes(unhex(root), leafHash(unhex(text)), index, all, path.map(unhex)))
      throw refused('a page of the proof is not of the set');
    if (i > 0 && index !== pages[0].index + 1)
      throw refused('the pages of the proof are not next to one another');
    known.push(...(text.match(/.{64}/g) ?? []));
  }
  // Hex of one length and case compares as the bytes do.
  const at = known.findIndex((hash) => hash >= content);
  if (known[at] === content) throw refused('the row is in the set');
  const isFirst = at === 0 && pages[0].index === 0;
  const isLast = at < 0 && (pages.at(-1)?.index ?? -1) === all - 1;
  if (at <= 0 && !isFirst && !isLast) throw refused('the row does not belong on the pages of the proof');
  return { kind: 'absence', content, rows: set.rows };
}

function unhex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function refused(message: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-proof',
    message,
    'Do not rely on it. Ask for a proof made with `bezoar prove` from this set.',
    cause,
  );
}
