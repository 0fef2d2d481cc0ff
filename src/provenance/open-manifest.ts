// A manifest on disk with its row records: checked in itself before anything is held against it.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import type { NamedRows, Version } from './compare.ts';
import { parseManifest, type FileEntry, type Manifest } from './manifest.ts';
import { pageTree } from './page-tree.ts';
import { checkLength, readRecords, recordBytes } from './row-records.ts';
import { ownNames } from './set-folder.ts';

export interface OpenManifest {
  readonly path: string;
  readonly recordsPath: string;
  readonly manifest: Manifest;
  /** Of the bytes of manifest.json, which a signature names. */
  readonly sha256: string;
}

/** The longest text that Node can hold is 512 MiB; a manifest of a million files is a quarter of that. */
const mostBytes = 2 ** 28;

/** `place`: a folder that `attest` wrote, or its manifest.json. */
export async function openManifest(place: string): Promise<OpenManifest> {
  const found = await stat(place).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `there is no ${place}`,
      'Name the folder that `bezoar attest` wrote.',
      error,
    );
  });
  const names = ownNames(found.isDirectory() ? place : dirname(place));
  const path = found.isDirectory() ? names.manifest : place;
  const { size } = await stat(path).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `there is no ${path}`,
      'Name the folder that `bezoar attest` wrote.',
      error,
    );
  });
  if (size > mostBytes)
    throw new UsageError(
      'too-large',
      `${path} is larger than ${mostBytes / 2 ** 20} MiB`,
      'Attest the set in parts.',
    );
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, recordsPath: names.records, manifest: parseManifest(bytes.toString('utf8'), path), sha256 };
}

/** The records of a file, which are those that the manifest speaks of. */
export async function recordsOf({ manifest, recordsPath }: OpenManifest, path: string): Promise<Buffer> {
  await checkLength(recordsPath, manifest.set.rows);
  let first = 0;
  let entry: FileEntry | undefined;
  for (const file of manifest.files) {
    if (file.path === path) {
      entry = file;
      break;
    }
    first += file.rows;
  }
  if (!entry) throw new Error(`no file ${path} in the manifest`);
  const blocks: Buffer[] = [];
  const rows = pageTree(recordBytes);
  for await (const records of readRecords(recordsPath, first, entry.rows)) {
    const block = Buffer.concat(records);
    rows.add(block);
    blocks.push(block);
  }
  if (rows.root() !== entry.rowsRoot)
    throw new UsageError(
      'bad-manifest',
      `${recordsPath} is not what the manifest was written for: the rows of ${path} have another root`,
      'Take both files from where they were written together.',
    );
  return Buffer.concat(blocks);
}

/** What is attested, as a version to compare with. */
export function attestedVersion(open: OpenManifest, only?: (path: string) => boolean): Version {
  const { files, sources } = open.manifest;
  return {
    files: new Map(files.filter(({ path }) => only?.(path) ?? true).map((file) => [file.path, file])),
    async rowsOf(path): Promise<NamedRows> {
      const rows = files.find((file) => file.path === path)?.rows ?? 0;
      return { records: await recordsOf(open, path), rows, nameOf: (number) => sources[number]?.name ?? '' };
    },
  };
}
