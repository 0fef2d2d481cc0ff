// Attests a set of files: reads each once, writes the record of every row and the manifest over all of them. Files that are as
// they were when the last manifest in the folder was written are not read again.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { sameEntry, stampNow, type Stamp } from '../corpus/fingerprint.ts';
import { defaultLimits, type Limits } from '../corpus/reader.ts';
import { UsageError } from '../errors.ts';
import { publish } from '../quarantine/outputs.ts';
import { visible } from '../text/visible.ts';
import { byteProgress } from './byte-progress.ts';
import { contentsTree } from './contents-tree.ts';
import { dataFiles, type DataFile } from './data-files.ts';
import { fileRows, type FileRows } from './file-rows.ts';
import { hasherFor, type Begun } from './hasher.ts';
import {
  isNamedPath,
  longestSetName,
  manifestText,
  manifestVersion,
  sealed,
  totalsOf,
  type FileEntry,
  type Manifest,
} from './manifest.ts';
import { recordFile, type RecordFile } from './record-file.ts';
import { lastAttestation, memoryText, type Memory, type Remembered } from './remember.ts';
import { recordBlocks, renumber } from './row-records.ts';
import { ownFiles, ownNames } from './set-folder.ts';
import { gatherSources, type Sources } from './source-facts.ts';

export interface AttestRequest {
  /** Files, folders or patterns. */
  readonly paths: readonly string[];
  /** Folder to write into; made when missing. A manifest that is there is replaced. */
  readonly out: string;
  readonly name?: string;
  readonly limits?: Partial<Limits>;
  /** Files and folders that are no part of the set. */
  readonly except?: readonly string[];
  /** Of the tool. */
  readonly version: string;
  /** Reads every file, whatever the last manifest says. */
  readonly fresh?: boolean;
  /** Threads to hash with, at most: one for each core unless given. A small set takes one; the result is the same. */
  readonly workers?: number;
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
  const files = await dataFiles(request.paths, [...ownFiles(out), ...(request.except ?? [])]);
  checkNames(request.name ?? '', files);
  const last = request.fresh ? undefined : await lastAttestation(paths);
  const progress = byteProgress(files, request.progress);
  return publish(
    [paths.records, paths.memory, paths.manifest],
    { original: '', force: true },
    async (places) => {
      const [records, memoryPlace, manifestPlace] = places;
      const sources = gatherSources();
      const entries: FileEntry[] = [];
      const memories: Memory[] = [];
      const written = recordFile(records.temporary, records.path);
      const workers = request.workers ?? availableParallelism();
      const hasher = hasherFor(workers, progress.total, limits, signal);
      let reused = 0;
      /** Files end in order, while the next ones are begun. */
      let turn: Promise<void> = Promise.resolve();
      let fail!: (error: unknown) => void;
      const failed = new Promise<never>((_, reject) => (fail = reject));
      failed.catch(() => undefined);
      const abort = (): void => fail(signal?.reason);
      signal?.addEventListener('abort', abort);
      try {
        for (const file of files) {
          signal?.throwIfAborted();
          const known = await last?.unchanged(file);
          let handedOut: Promise<void> | undefined;
          let end: () => Promise<Done>;
          if (known && last) {
            end = () => taken(known, last.recordsPath, sources, written);
            reused++;
          } else {
            const stamp = await stampNow(file);
            const begun = await Promise.race([
              hasher.begin(file, stamp?.bytes ?? 0, progress.reading(file)),
              failed,
            ]);
            ({ handedOut } = begun);
            end = () => hashed(file, stamp, begun, fileRows(sources, written));
          }
          const before = turn;
          const inTurn = async (): Promise<void> => {
            await before;
            const { entry, memory } = await end();
            entries.push(entry);
            memories.push(memory);
            progress.done(file);
          };
          turn = inTurn();
          turn.catch(fail);
          await Promise.race([handedOut, failed]);
        }
        await Promise.race([turn, failed]);
      } finally {
        signal?.removeEventListener('abort', abort);
        await hasher.close();
        // What is under way must not write to a file that is closed.
        await turn.catch(() => undefined);
        written.close();
      }
      const totals = totalsOf(entries);
      const said = sources.entries();
      const manifest = sealed(
        {
          set: {
            kind: 'set',
            schemaVersion: manifestVersion,
            name: request.name ?? '',
            ...totals,
            sources: said.length,
            contents: await contentsTree(records.temporary, totals.rows),
          },
          files: entries,
          sources: said,
        },
        version,
      );
      writeFileSync(memoryPlace.temporary, memoryText(manifest, memories), { flag: 'wx' });
      writeFileSync(manifestPlace.temporary, manifestText(manifest), { flag: 'wx' });
      return { manifest, manifestPath: paths.manifest, recordsPath: paths.records, reused };
    },
  );
}

/** What a manifest could hold and nobody read is not written. */
function checkNames(name: string, files: readonly DataFile[]): void {
  if (name.length > longestSetName)
    throw new UsageError(
      'bad-option',
      `the name has ${name.length} characters`,
      `A set is called by at most ${longestSetName}.`,
    );
  const odd = files.find(({ path }) => !isNamedPath(path));
  if (odd)
    throw new UsageError(
      'unsupported',
      `${visible(odd.path)} cannot be named in a manifest`,
      'Rename it: elsewhere a backslash or a letter and a colon lead out of the folder.',
    );
}

interface Done {
  readonly entry: FileEntry;
  readonly memory: Memory;
}

async function hashed(
  file: DataFile,
  before: Stamp | undefined,
  begun: Begun,
  into: FileRows,
): Promise<Done> {
  const entry = await begun.rows(into);
  const after = await stampNow(file);
  if (!after || !sameEntry(before, after) || entry.bytes !== after.bytes)
    throw new UsageError(
      'changed-file',
      `${visible(file.path)} changed while it was being read`,
      'Attest a copy that nothing writes to.',
    );
  const { rowsRoot, sources } = into.end();
  return { entry: { ...entry, rowsRoot }, memory: { stamp: after, sources } };
}

/** Takes over the records of a file that has not changed. */
async function taken(
  { entry, first, memory, nameOf }: Remembered,
  recordsPath: string,
  set: Sources,
  written: RecordFile,
): Promise<Done> {
  const numbers = new Map<number, number>();
  for await (const records of recordBlocks(recordsPath, first, entry.rows)) {
    renumber(records, (old) => {
      let number = numbers.get(old);
      if (number === undefined) numbers.set(old, (number = set.numberOf(nameOf(old))));
      return number;
    });
    written.add(records);
  }
  set.join(memory.sources);
  // Sources may have other numbers now, and then so do the records.
  return { entry: { ...entry, rowsRoot: written.endFile() }, memory };
}
