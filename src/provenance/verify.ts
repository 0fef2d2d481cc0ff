// Is the data still what was attested? All of it, or the files that are at hand.
import { dirname, resolve } from 'node:path';
import { defaultLimits, type Limits } from '../corpus/reader.ts';
import { UsageError } from '../errors.ts';
import { compare, type Comparison } from './compare.ts';
import { dataFiles, type DataFile } from './data-files.ts';
import { dataVersion } from './data-version.ts';
import type { FileEntry } from './manifest.ts';
import { attestedVersion, type OpenManifest } from './open-manifest.ts';
import { ownNames } from './set-folder.ts';

export interface VerifyRequest {
  readonly paths: readonly string[];
  readonly against: OpenManifest;
  /** Only the files at hand are held against the manifest: that others are absent is no difference. */
  readonly part?: boolean;
  readonly limits?: Partial<Limits>;
  /** Bytes of the data so far, and in all. */
  readonly progress?: (done: number, total: number) => void;
}

export async function verify(request: VerifyRequest): Promise<Comparison> {
  const { against, part } = request;
  const limits = { ...defaultLimits, ...request.limits };
  const folder = dirname(resolve(against.path));
  const found = await dataFiles(request.paths, [folder, ...Object.values(ownNames(folder))]);
  const entries = new Map(against.manifest.files.map((entry) => [entry.path, entry]));
  const files = part ? found.map((file) => named(file, entries)) : found;
  const older = attestedVersion(
    against,
    part ? (path) => files.some((file) => file.path === path) : undefined,
  );
  const newer = await dataVersion(files, limits, (path) => entries.get(path), request.progress);
  return compare(older, newer);
}

/** A file under the path that it has in the manifest: its own, or the only one that ends so. */
function named(file: DataFile, entries: ReadonlyMap<string, FileEntry>): DataFile {
  if (entries.has(file.path)) return file;
  const same = [...entries.keys()].filter((path) => path.endsWith(`/${file.path}`));
  if (same.length === 1) return { ...file, path: same[0] };
  throw new UsageError(
    'no-such-file',
    same.length === 0
      ? `the manifest has no file ${file.path}`
      : `the manifest has several files called ${file.path}`,
    'Name the file by its path from the folder that was attested, from within that folder.',
  );
}
