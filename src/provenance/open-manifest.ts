// A manifest on disk with its row records: checked in itself before anything is held against it.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { NamedRows, Version } from './compare.ts';
import { parseManifest, type FileEntry, type Manifest } from './manifest.ts';
import { pageTree } from './page-tree.ts';
import { checkLength, recordBlocks, recordBytes } from './row-records.ts';
import { ownNames } from './set-folder.ts';
import { readFileAtMost } from './sign/read-at-most.ts';

export interface OpenManifest {
  readonly path: string;
  readonly recordsPath: string;
  readonly manifest: Manifest;
  /** By path. */
  readonly places: ReadonlyMap<string, FilePlace>;
  /** Of the bytes of manifest.json, which a signature names. */
  readonly sha256: string;
}

export interface FilePlace {
  readonly entry: FileEntry;
  /** Its first row among the records. */
  readonly first: number;
}

/** The longest text that Node can hold is 512 MiB; a manifest of a million files is a quarter of that. */
const mostBytes = 2 ** 28;

/** `place`: a folder that `attest` wrote, or its manifest.json. */
export async function openManifest(place: string): Promise<OpenManifest> {
  const found = await stat(place).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `there is no ${visible(place)}`,
      'Name the folder that `bezoar attest` wrote.',
      error,
    );
  });
  const names = ownNames(found.isDirectory() ? place : dirname(place));
  const path = found.isDirectory() ? names.manifest : place;
  const bytes = await readFileAtMost(path, mostBytes, 'a manifest that `bezoar attest` wrote');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = parseManifest(bytes.toString('utf8'), path);
  return { path, recordsPath: names.records, manifest, places: placesOf(manifest), sha256 };
}

function placesOf({ files }: Manifest): Map<string, FilePlace> {
  const places = new Map<string, FilePlace>();
  let first = 0;
  for (const entry of files) {
    places.set(entry.path, { entry, first });
    first += entry.rows;
  }
  return places;
}

/** The records of a file, which are those that the manifest speaks of. */
export async function recordsOf(
  { manifest, places, recordsPath }: OpenManifest,
  path: string,
): Promise<Buffer> {
  const place = places.get(path);
  if (!place) throw new Error(`no file ${path} in the manifest`);
  const { entry, first } = place;
  if (entry.rows > 0) await checkLength(recordsPath, manifest.set.rows);
  const records = Buffer.allocUnsafe(entry.rows * recordBytes);
  let held = 0;
  for await (const block of recordBlocks(recordsPath, first, entry.rows)) held += block.copy(records, held);
  const rows = pageTree(recordBytes);
  rows.add(records);
  if (rows.root() !== entry.rowsRoot)
    throw new UsageError(
      'bad-manifest',
      `${recordsPath} is not what the manifest was written for: the rows of ${visible(path)} have another root`,
      'Take both files from where they were written together.',
    );
  return records;
}

/** What is attested, as a version to compare with. */
export function attestedVersion(open: OpenManifest, only?: (path: string) => boolean): Version {
  const { files, sources } = open.manifest;
  return {
    files: new Map(files.filter(({ path }) => only?.(path) ?? true).map((file) => [file.path, file])),
    async rowsOf(path): Promise<NamedRows> {
      const records = await recordsOf(open, path);
      return { records, rows: records.length / recordBytes, nameOf: (number) => sources[number]?.name ?? '' };
    },
  };
}
