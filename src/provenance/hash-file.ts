// One file of a set, attested within one thread: what it is, its digest, the records of its rows and what they say of their
// sources.
import { hashFiles } from '../corpus/fingerprint.ts';
import { asUsageError } from '../corpus/identify.ts';
import { UnreadableFile, type Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { kindOf, type DataFile } from './data-files.ts';
import { hashRows } from './hash-rows.ts';
import type { FileEntry } from './manifest.ts';
import type { TakeRows } from './record-block.ts';
import { gatherSources, type Sources, type Tally } from './source-facts.ts';

/**
 * Records of the next rows of a stretch, whose sources are numbered from 0 in order of their first row. `names`: of those that
 * are new, in order. The records are good until it has returned.
 */
export type TakeRecords = (records: Buffer, names: readonly string[]) => Promise<void> | void;

export interface HashedFile {
  readonly entry: Omit<FileEntry, 'rowsRoot'>;
  readonly tallies: readonly Tally[];
}

/** `read` is told of bytes as they are read. */
export async function hashFile(
  file: DataFile,
  limits: Limits,
  take: TakeRecords,
  read: (bytes: number) => void,
): Promise<HashedFile> {
  const kind = await kindOf(file, limits);
  if (kind === 'other') return otherFile(file, read);
  const sources = gatherSources();
  const found = await hashRows(kind, limits, named(sources, file.path, take), read).catch(
    (error: unknown) => {
      throw error instanceof UnreadableFile ? asUsageError(file.path, error) : error;
    },
  );
  if (!found.whole)
    throw new UsageError(
      'truncated',
      `${visible(file.path)} breaks off before its end`,
      'Fetch it again; it is not all there.',
    );
  return { entry: entryOf(kind, found), tallies: sources.tallies() };
}

export function entryOf(
  { path, format, compression }: CorpusFile,
  { bytes, sha256, rows, unreadable }: Pick<FileEntry, 'bytes' | 'sha256' | 'rows' | 'unreadable'>,
): HashedFile['entry'] {
  return { kind: 'file', path, bytes, sha256, format, compression, rows, unreadable };
}

/** A file that holds no rows. */
async function otherFile(file: DataFile, read: (bytes: number) => void): Promise<HashedFile> {
  let bytes = 0;
  const [sha256] = await hashFiles([file], (more) => {
    bytes += more;
    read(more);
  });
  const { path } = file;
  const entry = { kind: 'file', path, bytes, sha256, format: 'other', compression: 'none' } as const;
  return { entry: { ...entry, rows: 0, unreadable: 0 }, tallies: [] };
}

/** Gathers the sources of rows. `fallback` is the source of rows that name none. */
export function named(sources: Sources, fallback: string, take: TakeRecords): TakeRows {
  let told = 0;
  return {
    source: (row) => sources.add(row, fallback),
    records(records) {
      const names: string[] = [];
      while (told < sources.count()) names.push(sources.nameOf(told++));
      return take(records, names);
    },
  };
}
