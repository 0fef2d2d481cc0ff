// The lock file: data sets whose publishers give no digest, pinned as they were when first used. Trust on first use, as SSH
// does with hosts: the first time nobody can tell, from then on every change is seen.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { hashFiles } from '../corpus/fingerprint.ts';
import { UsageError } from '../errors.ts';
import { writeAtomically } from '../report/atomic-write.ts';
import { itemALine } from '../report/item-a-line.ts';
import { visible } from '../text/visible.ts';
import { canonical } from './canonical.ts';
import { dataFiles } from './data-files.ts';
import { namedPath, sha256, type Manifest } from './manifest.ts';

export const lockVersion = '1.0';

const count = z.int().nonnegative();

const pinned = z.strictObject({
  name: z.string().min(1).max(200),
  revision: z.string().max(200).optional().describe('as its publisher calls it; absent when unknown'),
  url: z.string().max(2000).optional().describe('where it came from; nobody opens it'),
  folder: z
    .union([z.literal('.'), namedPath])
    .optional()
    .describe('of the data, from the folder of the lock file; absent where it lies elsewhere'),
  root: sha256.describe('Merkle root of the manifest, as `bezoar attest` gives it'),
  rows: count,
  locked: z.iso.datetime().describe('when it was first used, or pinned anew'),
  files: z.array(z.strictObject({ path: namedPath, bytes: count, sha256 })),
});

const lock = z.strictObject({ schemaVersion: z.literal(lockVersion), datasets: z.array(pinned) });

export type Pinned = z.infer<typeof pinned>;
export type Lock = z.infer<typeof lock>;

const again = 'Mend it, or take it from version control; `bezoar lock` writes it.';

/** An empty lock where there is no file. */
export async function readLock(path: string): Promise<Lock> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { schemaVersion: lockVersion, datasets: [] };
    throw new UsageError('bad-manifest', `${visible(path)} cannot be read`, again, error);
  }
  try {
    const read = lock.parse(JSON.parse(text));
    const names = new Set(read.datasets.map(({ name }) => name));
    if (names.size === read.datasets.length) return read;
  } catch (error) {
    throw new UsageError('bad-manifest', `${visible(path)} is no lock file of this version`, again, error);
  }
  throw new UsageError('bad-manifest', `${visible(path)} pins a data set twice`, again);
}

/** By name, a file a line, so that a review shows which changed. */
export async function writeLock(path: string, { datasets }: Lock): Promise<void> {
  const wrong = lock.safeParse({ schemaVersion: lockVersion, datasets }).error?.issues[0];
  if (wrong)
    throw new UsageError(
      'bad-option',
      `that cannot be pinned: ${wrong.path.slice(2).join('.')}: ${wrong.message}`,
      'Choose another name, revision or address.',
    );
  const sorted = [...datasets].sort((a, b) => (a.name < b.name ? -1 : 1));
  const told = sorted.map(({ files, ...head }) => {
    const frame = JSON.stringify({ ...head, files: [] }, null, 1).replaceAll('\n', '\n  ');
    return itemALine(frame, 'files', files, '    ');
  });
  await writeAtomically(path, [
    `{\n "schemaVersion": "${lockVersion}",\n "datasets": [${told.map((one) => `\n  ${one}`).join(',')}\n ]\n}\n`,
  ]);
}

export function pinnedAs(manifest: Manifest, about: Omit<Pinned, 'root' | 'rows' | 'files'>): Pinned {
  const { name, revision, url, folder, locked } = about;
  const files = manifest.files.map(({ path, bytes, sha256: digest }) => ({ path, bytes, sha256: digest }));
  return { name, revision, url, folder, root: manifest.root, rows: manifest.set.rows, locked, files };
}

/** The same files, whatever else is known of them. */
export function sameFiles(a: Pinned, b: Pinned): boolean {
  return canonical(a.files) === canonical(b.files);
}

export interface LockedChange {
  readonly path: string;
  readonly kind: 'changed' | 'missing' | 'added';
}

/** What is not as it was pinned, by path. `paths`: where the data is. `except`: what is no part of it, as the lock file. */
export async function changesSinceLocked(
  paths: readonly string[],
  { files }: Pinned,
  except: readonly string[],
): Promise<LockedChange[]> {
  const known = new Map(files.map((file) => [file.path, file]));
  const changes: LockedChange[] = [];
  for (const file of await dataFiles(paths, except)) {
    const before = known.get(file.path);
    known.delete(file.path);
    if (!before) changes.push({ path: file.path, kind: 'added' });
    else if ((await hashFiles([file]))[0] !== before.sha256)
      changes.push({ path: file.path, kind: 'changed' });
  }
  for (const path of known.keys()) changes.push({ path, kind: 'missing' });
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}
