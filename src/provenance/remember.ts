// What the last attestation saw: the stamp of each file and what it says of its sources, so that a file that nobody has written
// to since need not be read again. A stamp can be forged by who can write to the disk: `attest --fresh` and `verify` read all.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sameEntry, stampNow, type Stamp } from '../corpus/fingerprint.ts';
import type { DataFile } from './data-files.ts';
import {
  parseManifest,
  sha256,
  source,
  type FileEntry,
  type Manifest,
  type SourceEntry,
} from './manifest.ts';
import { pageTree } from './page-tree.ts';
import { checkLength, recordBlocks, recordBytes, sourceOf } from './row-records.ts';
import type { OwnNames } from './set-folder.ts';

export interface Memory {
  readonly stamp: Stamp;
  /** Of the file alone. */
  readonly sources: readonly SourceEntry[];
}

export interface Remembered {
  readonly entry: FileEntry;
  /** Its first row among the records. */
  readonly first: number;
  readonly memory: Memory;
  /** Of sources by their number in the records. */
  nameOf(number: number): string;
}

export interface LastAttestation {
  readonly recordsPath: string;
  /** What is known of a file, if it is as it was. */
  unchanged(file: DataFile): Promise<Remembered | undefined>;
}

const stamp = z.strictObject({
  bytes: z.number(),
  modifiedMs: z.number(),
  changedMs: z.number(),
  inode: z.number(),
});
const memory = z.strictObject({
  root: sha256,
  files: z.array(z.strictObject({ stamp, sources: z.array(source) })),
});

export function memoryText({ root }: Manifest, files: readonly Memory[]): string {
  return `${JSON.stringify({ root, files })}\n`;
}

/** Undefined where there is none, or none that can be relied upon: then all is read. */
export async function lastAttestation(paths: OwnNames): Promise<LastAttestation | undefined> {
  try {
    const manifest = parseManifest(await readFile(paths.manifest, 'utf8'), paths.manifest);
    const seen = memory.parse(JSON.parse(await readFile(paths.memory, 'utf8')));
    await checkLength(paths.records, manifest.set.rows);
    if (seen.root !== manifest.root || seen.files.length !== manifest.files.length) return undefined;
    return known(manifest, seen.files, paths.records);
  } catch {
    return undefined;
  }
}

function known(
  { files, sources }: Manifest,
  memories: readonly Memory[],
  recordsPath: string,
): LastAttestation {
  const byPath = new Map<string, Remembered>();
  let first = 0;
  for (const [i, entry] of files.entries()) {
    byPath.set(entry.path, { entry, first, memory: memories[i], nameOf: (number) => sources[number].name });
    first += entry.rows;
  }
  return {
    recordsPath,
    async unchanged(file) {
      const remembered = byPath.get(file.path);
      if (!remembered) return undefined;
      const now = await stampNow(file);
      if (!sameEntry(remembered.memory.stamp, now)) return undefined;
      return (await hasRecords(recordsPath, remembered, sources.length)) ? remembered : undefined;
    },
  };
}

/** Whether its records are still those of the manifest. */
async function hasRecords(path: string, { entry, first }: Remembered, sources: number): Promise<boolean> {
  const pages = pageTree(recordBytes);
  for await (const records of recordBlocks(path, first, entry.rows)) {
    pages.add(records);
    for (let at = 0; at < records.length; at += recordBytes)
      if (sourceOf(records.subarray(at, at + recordBytes)) >= sources) return false;
  }
  return pages.root() === entry.rowsRoot;
}
