// From what the user named (files, patterns, folders, `-` for standard input) to the files of the corpus, each
// with its format as its bytes tell it.
import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { isAbsolute } from 'node:path';
import { glob } from 'tinyglobby';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { filesBelow } from './folder.ts';
import { asUsageError, denied, identify, noteOn } from './identify.ts';
import { defaultLimits, UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile, Problem } from './shard.ts';
import { saveTemporary } from './temporary.ts';

export interface DiscoverOptions {
  readonly limits?: Limits;
  /** What `-` reads; the process's own standard input when not given. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

export interface Discovered {
  readonly files: readonly CorpusFile[];
  /** Files left out, and files read as another kind than their name says. */
  readonly notes: readonly Problem[];
  /** Those of the notes that are about data which could not be looked at. */
  readonly leftOut: readonly Problem[];
}

interface Notes {
  readonly notes: Problem[];
  readonly leftOut: Problem[];
}

/** A file to look at. `named` files must be readable; those found in a folder are left out when they are not. */
interface Candidate {
  readonly path: string;
  readonly location: string;
  readonly named: boolean;
}

export async function discover(
  paths: readonly string[],
  { limits = defaultLimits, stdin = process.stdin }: DiscoverOptions = {},
): Promise<Discovered> {
  const notes: Problem[] = [];
  const leftOut: Problem[] = [];
  const candidates: Candidate[] = [];
  for (const path of paths) candidates.push(...(await candidatesOf(path, limits, stdin, { notes, leftOut })));
  const files: CorpusFile[] = [];
  const seen = new Set<string>();
  for (const candidate of candidates) {
    const real = realpathSync(candidate.location);
    if (seen.has(real)) {
      notes.push(noteOn(candidate.path, 'named more than once: read once'));
      continue;
    }
    seen.add(real);
    try {
      files.push(await identify(candidate.path, candidate.location, limits, notes));
    } catch (error) {
      const isLast = candidates.length === 1;
      if (!(error instanceof UsageError) || isLast || (candidate.named && error.code !== 'empty'))
        throw error;
      notes.push(noteOn(candidate.path, error.message));
      if (error.code !== 'empty') leftOut.push(noteOn(candidate.path, error.message));
    }
  }
  if (files.length === 0) throw nothing(notes);
  return { files, notes, leftOut };
}

async function candidatesOf(
  path: string,
  limits: Limits,
  stdin: AsyncIterable<Uint8Array>,
  { notes, leftOut }: Notes,
): Promise<Candidate[]> {
  if (path === '-') return [{ path, location: await saved(path, stdin, limits), named: true }];
  const stat = statOf(path);
  if (!stat) {
    const isPattern = /[*?[\]{}]/.test(path);
    const matches = isPattern ? (await glob(path, { absolute: isAbsolute(path) })).sort() : [];
    if (matches.length > 0) return matches.map((match) => ({ path: match, location: match, named: true }));
    throw new UsageError(
      'no-such-file',
      isPattern ? `No file matches ${visible(path)}` : `There is no file ${visible(path)}`,
      'Check the spelling; a pattern such as "data/*.jsonl" goes in quotes.',
    );
  }
  if (stat.isDirectory()) {
    const { paths, skipped, unread, loop } = filesBelow(path);
    notes.push(...skipped);
    leftOut.push(...unread);
    if (paths.length === 0) throw emptyFolder(path, loop, skipped);
    return paths.map((inside) => ({ path: inside, location: inside, named: false }));
  }
  if (stat.isFIFO()) {
    return [{ path, location: await saved(path, createReadStream(path), limits), named: true }];
  }
  if (!stat.isFile()) {
    throw new UsageError(
      'unsupported',
      `${visible(path)} is no file`,
      'Name a file, a folder, or - for standard input.',
    );
  }
  return [{ path, location: path, named: true }];
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') {
      throw new UsageError(
        'folder-loop',
        `${visible(path)} is a link that leads back to itself`,
        'Name what the link should lead to.',
      );
    }
    if (code === 'EACCES' || code === 'EPERM') throw denied(path, error);
    return undefined;
  }
}

async function saved(path: string, bytes: AsyncIterable<Uint8Array>, limits: Limits): Promise<string> {
  try {
    return await saveTemporary(bytes, limits.unpackedBytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new UsageError(
        'disk-full',
        `No room to save ${visible(path)}`,
        'Set TMPDIR to a folder with room.',
        error,
      );
    }
    throw error instanceof UnreadableFile ? asUsageError(path, error) : error;
  }
}

function emptyFolder(path: string, loop: string | undefined, skipped: readonly Problem[]): UsageError {
  if (loop !== undefined) {
    return new UsageError(
      'folder-loop',
      `${visible(loop)} leads back to a folder around it, and there is no data beside it`,
      'Take the link out, or name the files.',
    );
  }
  const why = skipped.length > 0 ? ` (${visible(skipped[0].file)}: ${skipped[0].reason})` : '';
  return new UsageError(
    'nothing-to-scan',
    `There is no data file in ${visible(path)}${why}`,
    'Readable are .jsonl .json .csv .tsv .parquet .arrow .txt, plain or with .gz or .zst; other names can be given one by one.',
  );
}

function nothing(notes: readonly Problem[]): UsageError {
  const first = notes[0];
  const why = first ? `: ${visible(first.file)}: ${first.reason}` : '';
  return new UsageError(
    'nothing-to-scan',
    `There is nothing to scan${why}`,
    'Name a file or a folder with rows.',
  );
}
