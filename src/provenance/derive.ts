// A set that was made of an attested one by taking rows out: its manifest names the attested one as its parent, and beside it
// stands which rows are gone and by which finding. So every row that is left can be traced back, and every row that is not.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { defaultLimits, type Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { publish } from '../quarantine/outputs.ts';
import type { Policy } from '../quarantine/policy.ts';
import { visible } from '../text/visible.ts';
import { contentsTree } from './contents-tree.ts';
import { hashRows } from './hash-rows.ts';
import {
  manifestText,
  sealed,
  totalsOf,
  type FileEntry,
  type Manifest,
  type SourceEntry,
} from './manifest.ts';
import { recordsOf, type OpenManifest } from './open-manifest.ts';
import { recordFile } from './record-file.ts';
import { removedText, type Removed } from './removed-rows.ts';
import { digestBytes, recordAt, recordBytes, recordsWithout, sourceOf } from './row-records.ts';
import { ownNames } from './set-folder.ts';

export interface DeriveRequest {
  readonly parent: OpenManifest;
  /** What was cleaned, and what `clean` wrote of it. */
  readonly original: string;
  readonly cleaned: string;
  readonly policy: Policy;
  readonly policyFile: string;
  /** Folder to write into. */
  readonly out: string;
  readonly version: string;
  readonly limits?: Partial<Limits>;
}

/** Writes the manifest of what is left. Throws where the cleaned file is not the attested one without the rows of the policy. */
export async function derive(request: DeriveRequest): Promise<Manifest> {
  const { parent, policy, out, version } = request;
  const entry = attestedEntry(parent, policy, request.original);
  const records = await recordsOf(parent, entry.path);
  const aside = new Map(policy.rows.map(({ row, findings }) => [row, findings]));
  const left = recordsWithout(records, entry.rows, (row) => aside.has(row));
  const file = await cleanedEntry(request, entry, left);
  if (file.path !== entry.path && parent.places.has(file.path))
    throw new UsageError(
      'exists',
      `the manifest already has a file ${visible(file.path)}`,
      'Attest the data without it, or under another name.',
    );
  const removed: Removed[] = policy.rows.map(({ row, findings }) => ({
    file: entry.path,
    row,
    record: recordAt(records, row).toString('hex'),
    findings,
  }));
  const list = removedText(removed);
  const names = ownNames(out);
  const paths = [names.records, names.removed, names.manifest];
  return publish(
    paths,
    { original: parent.path, force: true },
    async ([recordsPlace, removedPlace, manifestPlace]) => {
      const files = [...parent.manifest.files.filter((one) => one !== entry), file].sort((a, b) =>
        a.path < b.path ? -1 : 1,
      );
      const counts = new Map<number, number>();
      const written = recordFile(recordsPlace.temporary, recordsPlace.path);
      const entries: FileEntry[] = [];
      try {
        for (const each of files) {
          const own = each === file ? left : await recordsOf(parent, each.path);
          for (let row = 0; row < each.rows; row++) {
            const source = sourceOf(recordAt(own, row));
            counts.set(source, (counts.get(source) ?? 0) + 1);
          }
          written.add(own);
          entries.push({ ...each, rowsRoot: written.endFile() });
        }
      } finally {
        written.close();
      }
      const totals = totalsOf(entries);
      const { set, root, sources } = parent.manifest;
      const manifest = sealed(
        {
          set: {
            ...set,
            ...totals,
            contents: await contentsTree(recordsPlace.temporary, totals.rows),
            parent: {
              root,
              rows: set.rows,
              removed: removed.length,
              removedSha256: digestOf(list),
              policies: [
                {
                  file: entry.path,
                  cleaned: file.path,
                  sha256: digestOf(await readFile(request.policyFile)),
                },
              ],
            },
          },
          files: entries,
          // Numbers in the records stay those of the parent, so a source of which nothing is left stays too.
          sources: sources.map((source, number): SourceEntry => ({
            ...source,
            rows: counts.get(number) ?? 0,
          })),
        },
        version,
      );
      await writeFile(removedPlace.temporary, list, { flag: 'wx' });
      await writeFile(manifestPlace.temporary, manifestText(manifest), { flag: 'wx' });
      return manifest;
    },
  );
}

function attestedEntry({ manifest }: OpenManifest, policy: Policy, original: string): FileEntry {
  const same = manifest.files.filter(({ sha256 }) => sha256 === policy.original.sha256);
  const name = basename(original);
  const entry = same.find(({ path }) => posix.basename(path) === name) ?? same[0];
  if (entry?.rows === policy.original.rows) return entry;
  throw new UsageError(
    'changed-file',
    `${visible(original)} is not in the manifest, or is not what was attested`,
    'Name the manifest of this data, or attest it first.',
  );
}

/** The entry of the cleaned file, whose rows must be those that are left. */
async function cleanedEntry(
  { cleaned, limits, policy }: DeriveRequest,
  entry: FileEntry,
  left: Buffer,
): Promise<FileEntry> {
  const { format, compression } = policy.original;
  const path = posix.join(posix.dirname(entry.path), basename(cleaned));
  const file: CorpusFile = { path, location: cleaned, format, compression, bytes: policy.clean.bytes };
  let rows = 0;
  let differs = false;
  const found = await hashRows(
    file,
    { ...defaultLimits, ...limits },
    {
      source: () => 0,
      records(records) {
        for (let at = 0; at < records.length; at += recordBytes, rows++) {
          const [own, end] = [rows * recordBytes, rows * recordBytes + 2 * digestBytes];
          if (end > left.length || left.compare(records, at, at + 2 * digestBytes, own, end) !== 0)
            differs = true;
        }
      },
    },
  );
  if (differs || rows * recordBytes !== left.length)
    throw new UsageError(
      'changed-file',
      `${visible(cleaned)} is not the attested file without the rows set aside`,
      'Clean it again.',
    );
  return { ...entry, path, bytes: found.bytes, sha256: found.sha256, rows, unreadable: found.unreadable };
}

function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
