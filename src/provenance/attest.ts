// Attests a set of files: reads each once, writes the record of every row and the manifest over all of them. Files that are as
// they were when the last manifest in the folder was written are not read again.
import { statSync, writeFileSync } from 'node:fs';
import { hashFiles, sameStamp, stampNow } from '../corpus/fingerprint.ts';
import { asUsageError } from '../corpus/identify.ts';
import { defaultLimits, UnreadableFile, type Limits } from '../corpus/reader.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { publish } from '../quarantine/outputs.ts';
import { visible } from '../text/visible.ts';
import { contentsTree } from './contents-tree.ts';
import { dataFiles, kindOf, type DataFile } from './data-files.ts';
import { hashRows } from './hash-rows.ts';
import {
  manifestText,
  manifestVersion,
  sealed,
  type FileEntry,
  type Manifest,
  type Parent,
} from './manifest.ts';
import { rootOf } from './merkle.ts';
import { recordFile, type RecordFile } from './record-file.ts';
import { lastAttestation, memoryText, type Memory, type Remembered } from './remember.ts';
import { recordBlocks, renumber } from './row-records.ts';
import { ownNames } from './set-folder.ts';
import { gatherSources } from './source-facts.ts';
import { sourceTable, type SourceTable } from './source-table.ts';

export interface AttestRequest {
  /** Files, folders or patterns. */
  readonly paths: readonly string[];
  /** Folder to write into; made when missing. A manifest that is there is replaced. */
  readonly out: string;
  readonly name?: string;
  readonly limits?: Partial<Limits>;
  /** Of the tool. */
  readonly version: string;
  /** Reads every file, whatever the last manifest says. */
  readonly fresh?: boolean;
  readonly parent?: Parent;
  /** Bytes of the set so far, and in all. */
  readonly progress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface Attested {
  readonly manifest: Manifest;
  readonly manifestPath: string;
  readonly recordsPath: string;
  /** Files that were not read again. */
  readonly reused: number;
}

export async function attest(request: AttestRequest): Promise<Attested> {
  const { out, version, signal } = request;
  const limits = { ...defaultLimits, ...request.limits };
  const paths = ownNames(out);
  const files = await dataFiles(request.paths, [out, ...Object.values(paths)]);
  const last = request.fresh ? undefined : await lastAttestation(paths);
  const total = files.length;
  return publish(
    [paths.records, paths.memory, paths.manifest],
    { original: '', force: true },
    async (places) => {
      const [records, memoryPlace, manifestPlace] = places;
      const sources = sourceTable();
      const entries: FileEntry[] = [];
      const memories: Memory[] = [];
      const written = recordFile(records.temporary, records.path);
      let reused = 0;
      try {
        for (const [i, file] of files.entries()) {
          signal?.throwIfAborted();
          request.progress?.(i, total);
          const known = await last?.unchanged(file);
          if (known && last) {
            entries.push(await taken(known, last.recordsPath, sources, written));
            memories.push(known.memory);
            reused++;
          } else {
            const done = await hashed(file, limits, sources, written);
            entries.push(done.entry);
            memories.push(done.memory);
          }
        }
      } finally {
        written.close();
      }
      const rows = entries.reduce((sum, { rows: some }) => sum + some, 0);
      const contents = await contentsTree(records.temporary, rows);
      const manifest = sealed(
        {
          set: {
            kind: 'set',
            schemaVersion: manifestVersion,
            name: request.name ?? '',
            files: entries.length,
            rows,
            bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
            unreadable: entries.reduce((sum, { unreadable }) => sum + unreadable, 0),
            sources: sources.entries().length,
            contents,
            ...(request.parent ? { parent: request.parent } : {}),
          },
          files: entries,
          sources: sources.entries(),
        },
        version,
      );
      writeFileSync(memoryPlace.temporary, memoryText(manifest, memories), { flag: 'wx' });
      writeFileSync(manifestPlace.temporary, manifestText(manifest), { flag: 'wx' });
      return { manifest, manifestPath: paths.manifest, recordsPath: paths.records, reused };
    },
  );
}

interface Done {
  readonly entry: FileEntry;
  readonly memory: Memory;
}

async function hashed(
  file: DataFile,
  limits: Limits,
  table: SourceTable,
  written: RecordFile,
): Promise<Done> {
  const before = await stampNow(file);
  const kind = await kindOf(file, limits);
  const done = kind === 'other' ? await plain(file) : await withRows(kind, limits, table, written);
  const after = await stampNow(file);
  if (!after || !sameStamp(before, after))
    throw new UsageError(
      'changed-file',
      `${visible(file.path)} changed while it was being read`,
      'Attest a copy that nothing writes to.',
    );
  return { entry: done.entry, memory: { stamp: after, sources: done.sources } };
}

/** A file that holds no rows. */
async function plain(file: DataFile) {
  const [sha256] = await hashFiles([file]);
  const entry: FileEntry = {
    kind: 'file',
    path: file.path,
    bytes: statSync(file.location).size,
    sha256,
    format: 'other',
    compression: 'none',
    rows: 0,
    unreadable: 0,
    rowsRoot: rootOf([]).toString('hex'),
  };
  return { entry, sources: [] };
}

async function withRows(file: CorpusFile, limits: Limits, table: SourceTable, written: RecordFile) {
  const sources = gatherSources();
  /** Numbers in the manifest by those within the file. */
  const numbers: number[] = [];
  const found = await hashRows(file, limits, {
    source(record) {
      const own = sources.add(record, file.path);
      return (numbers[own] ??= table.numberOf(sources.nameOf(own)));
    },
    records: (records) => written.add(records),
  }).catch((error: unknown) => {
    throw error instanceof UnreadableFile ? asUsageError(file.path, error) : error;
  });
  if (!found.whole)
    throw new UsageError(
      'truncated',
      `${visible(file.path)} breaks off before its end`,
      'Fetch it again; it is not all there.',
    );
  const said = sources.entries();
  table.add(said);
  const { format, compression, path } = file;
  const { bytes, sha256, rows, unreadable } = found;
  const rowsRoot = written.endFile();
  const entry: FileEntry = {
    kind: 'file',
    path,
    bytes,
    sha256,
    format,
    compression,
    rows,
    unreadable,
    rowsRoot,
  };
  return { entry, sources: said };
}

/** Takes over the records of a file that has not changed. */
async function taken(
  { entry, first, memory, nameOf }: Remembered,
  recordsPath: string,
  table: SourceTable,
  written: RecordFile,
): Promise<FileEntry> {
  const numbers = new Map<number, number>();
  for await (const records of recordBlocks(recordsPath, first, entry.rows)) {
    renumber(records, (old) => {
      let number = numbers.get(old);
      if (number === undefined) numbers.set(old, (number = table.numberOf(nameOf(old))));
      return number;
    });
    written.add(records);
  }
  table.add(memory.sources);
  // Sources may have other numbers now, and then so do the records.
  return { ...entry, rowsRoot: written.endFile() };
}
