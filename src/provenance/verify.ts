// Is the data still what was attested? All of it, or the files that are at hand.
import { dirname, resolve, sep } from 'node:path';
import { defaultLimits, type Limits } from '../corpus/reader.ts';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { compare, type Comparison } from './compare.ts';
import { dataFiles, type DataFile } from './data-files.ts';
import { dataVersion } from './data-version.ts';
import { attestedVersion, type FilePlace, type OpenManifest } from './open-manifest.ts';
import { ownFiles } from './set-folder.ts';

export interface VerifyRequest {
  readonly paths: readonly string[];
  readonly against: OpenManifest;
  /** Only the files at hand are held against the manifest: that others are absent is no difference. */
  readonly part?: boolean;
  /** Rows that are asked about, of the one file at hand: it must be one, and must have had them. */
  readonly rows?: RowRange;
  readonly limits?: Partial<Limits>;
  /** Bytes of the data so far, and in all. */
  readonly progress?: (done: number, total: number) => void;
}

/** Both ends included, counted from 0. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

export async function verify(request: VerifyRequest): Promise<Comparison> {
  const { against } = request;
  const part = request.part || request.rows !== undefined;
  const limits = { ...defaultLimits, ...request.limits };
  const folder = dirname(resolve(against.path));
  const { places, manifest } = against;
  const found = await dataFiles(request.paths, ownFiles(folder, manifest.set.parent !== undefined));
  const files = part ? found.map((file) => named(file, places)) : found;
  const paths = new Set(files.map((file) => file.path));
  if (paths.size < files.length)
    throw new UsageError(
      'bad-option',
      'two of the files would be held against the same one of the manifest',
      'Name one at a time.',
    );
  if (request.rows) checkRange(request.rows, files, places);
  const older = attestedVersion(against, part ? (path) => paths.has(path) : undefined);
  const newer = await dataVersion(files, limits, (path) => places.get(path)?.entry, request.progress);
  return compare(older, newer);
}

/** Nothing is said of rows that there never were. */
function checkRange(
  { last }: RowRange,
  [file, ...more]: readonly DataFile[],
  places: OpenManifest['places'],
): void {
  if (more.length > 0)
    throw new UsageError('bad-option', '--rows are those of one file', 'Name the file that they are in.');
  const { rows } = (places.get(file.path) as FilePlace).entry;
  if (last < rows) return;
  const had = rows === 0 ? 'no rows' : `the rows 0 to ${rows - 1}`;
  throw new UsageError(
    'bad-option',
    `${visible(file.path)} was attested with ${had}`,
    'Rows are counted from 0.',
  );
}

/**
 * A file under the path that it has in the manifest: the longest that its own place ends in, so that `b.jsonl` in a folder is
 * not taken for the one outside of it; for a copy from elsewhere, the only one of its name.
 */
function named(file: DataFile, places: OpenManifest['places']): DataFile {
  const steps = resolve(file.location).split(sep);
  for (let from = 0; from < steps.length; from++) {
    const path = steps.slice(from).join('/');
    if (places.has(path)) return { ...file, path };
  }
  const same = [...places.keys()].filter((path) => path.endsWith(`/${file.path}`));
  if (same.length === 1) return { ...file, path: same[0] };
  const name = visible(file.path);
  throw new UsageError(
    'no-such-file',
    same.length === 0 ? `the manifest has no file ${name}` : `the manifest has several files called ${name}`,
    'Name the file by its path from the folder that was attested, from within that folder.',
  );
}
