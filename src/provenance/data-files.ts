// The files of a set, as attested: everything below a folder, data or not, under its path from there. A loading script or a
// card is part of what is trusted, so files without rows are there too.
import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { describes } from '../corpus/folder.ts';
import { denied, identify } from '../corpus/identify.ts';
import { formatByName } from '../corpus/kind.ts';
import type { Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { FileEntry } from './manifest.ts';

/** A file and the path that it has in the manifest. */
export interface DataFile {
  readonly path: string;
  readonly location: string;
}

/** `except`: files and folders, by location, that are no part of the set, such as its own manifest. */
export async function dataFiles(
  paths: readonly string[],
  except: readonly string[] = [],
): Promise<DataFile[]> {
  const named = (await Promise.all(paths.map(expanded))).flat();
  for (const path of named) refuseEndless(path);
  const folders = named.map((path) => (statSync(path).isDirectory() ? path : dirname(path)));
  const root = commonFolder(folders);
  const hidden = new Set(except.map((path) => resolve(path)));
  const found = new Map<string, DataFile>();
  for (const place of named) {
    for (const location of statSync(place).isDirectory()
      ? below(place, hidden, { left: mostMet })
      : [place]) {
      const path = relative(root, location).split(sep).join('/');
      found.set(path, { path, location });
    }
  }
  if (found.size === 0)
    throw new UsageError(
      'nothing-to-scan',
      `There is no file in ${paths.map((p) => visible(p)).join(', ')}`,
      'Name a folder that holds data.',
    );
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function expanded(path: string): Promise<string[]> {
  if (path === '-')
    throw new UsageError(
      'unsupported',
      'standard input has no files to tell apart',
      'Save it to a file first.',
    );
  if (statOf(path)) return [resolve(path)];
  const matches = /[*?[\]{}]/.test(path) ? await glob(path, { absolute: true }) : [];
  if (matches.length > 0) return matches;
  throw new UsageError(
    'no-such-file',
    `There is no file ${visible(path)}`,
    'Check the spelling; a pattern goes in quotes.',
  );
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A pipe or device has no bytes that can be read twice, and may have no end. */
function refuseEndless(path: string): void {
  const found = statSync(path);
  if (found.isFile() || found.isDirectory()) return;
  throw new UsageError(
    'unsupported',
    `${visible(path)} is neither file nor folder`,
    'Save it to a file first.',
  );
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0];
  for (const folder of folders)
    while (folder !== common && !folder.startsWith(common.endsWith(sep) ? common : common + sep))
      common = dirname(common);
  return common;
}

/** Files and folders: folders full of links to one another have more than can ever be gone through. */
const mostMet = 2 ** 22;

/** Hidden files and folders are left out, as version control and caches keep theirs there. Links are followed. */
function below(
  folder: string,
  hidden: ReadonlySet<string>,
  met: { left: number },
  around: readonly string[] = [],
): string[] {
  const { real, names } = opened(folder);
  met.left -= names.length;
  if (met.left < 0)
    throw new UsageError(
      'too-large',
      `there are more than ${mostMet.toLocaleString('en')} files and folders, or links that lead to one again and again`,
      'Name the folders that hold the data.',
    );
  if (around.includes(real))
    throw new UsageError(
      'folder-loop',
      `${visible(folder)} leads back to a folder around it`,
      'Take the link out.',
    );
  return names
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const inside = join(folder, name);
      if (hidden.has(inside)) return [];
      const stat = statOf(inside);
      if (!stat) throw unreachable(inside, name);
      if (stat.isDirectory()) return below(inside, hidden, met, [...around, real]);
      return stat.isFile() ? [inside] : [];
    });
}

function opened(folder: string): { real: string; names: string[] } {
  try {
    return { real: realpathSync(folder), names: readdirSync(folder) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw denied(folder, error);
    throw new UsageError(
      'changed-file',
      `the folder ${visible(folder)} cannot be read, or vanished just now`,
      'Use a copy that nothing writes to.',
      error,
    );
  }
}

function unreachable(path: string, name: string): UsageError {
  // What cannot be decoded is shown as this character, and under that name there is nothing.
  return name.includes('\ufffd')
    ? new UsageError('unsupported', `the name ${visible(path)} is not in UTF-8`, 'Rename it.')
    : new UsageError(
        'no-such-file',
        `${visible(path)} is a link that leads nowhere`,
        'Mend it or take it out.',
      );
}

/** The file as a reader takes it, or `other` where it holds no rows. */
export async function kindOf({ path, location }: DataFile, limits: Limits): Promise<CorpusFile | 'other'> {
  const name = basename(location);
  const known = formatByName(name);
  if (known === undefined || describes(name)) return 'other';
  try {
    return await identify(path, location, limits, []);
  } catch (error) {
    // Empty, or not what its name says: hashed as it is.
    if (error instanceof UsageError && ['empty', 'wrong-kind'].includes(error.code)) return 'other';
    throw error;
  }
}

/** Reads a file again as its entry in a manifest says that it was read. */
export function asAttested({ path, location }: DataFile, entry: FileEntry): CorpusFile | 'other' {
  const { format, compression } = entry;
  return format === 'other'
    ? 'other'
    : { path, location, format, compression, bytes: statSync(location).size };
}
