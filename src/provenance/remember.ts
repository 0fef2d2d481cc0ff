// What the last attestation saw: the stamp of each file and what it says of its sources, so that a file that nobody has written
// to since need not be read again. A stamp can be forged by who can write to the disk: `attest --fresh` and `verify` read all.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sameEntry, stampNow, type Stamp } from '../corpus/fingerprint.ts';
import type { DataFile } from './data-files.ts';
import { longestSourceName, parseManifest, sha256, type FileEntry, type Manifest } from './manifest.ts';
import { pageTree } from './page-tree.ts';
import { checkLength, recordBlocks, recordBytes, sourceOf } from './row-records.ts';
import { textFacts } from './row-facts.ts';
import type { OwnNames } from './set-folder.ts';
import { valuesKept, type Tally } from './source-facts.ts';

export interface Memory {
  readonly stamp: Stamp;
  /** Of the file alone. */
  readonly sources: readonly Tally[];
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
const count = z.int().nonnegative();
const values = z.array(z.tuple([z.string(), count])).max(valuesKept);
/** Name, rows, first and last seen, values. */
const tally = z.tuple([
  z.string().max(longestSourceName),
  count,
  z.number().nullable(),
  z.number().nullable(),
  z.array(values.nullable()).length(textFacts.length),
]);
const memory = z.strictObject({
  root: sha256,
  files: z.array(z.strictObject({ stamp, sources: z.array(tally) })),
});

export function memoryText({ root }: Manifest, files: readonly Memory[]): string {
  const kept = files.map(({ stamp: { bytes, modifiedMs, changedMs, inode }, sources }) => ({
    stamp: { bytes, modifiedMs, changedMs, inode },
    // JSON makes null of what is undefined or infinite.
    sources: sources.map(({ name, rows, first, last, texts }) => [name, rows, first, last, texts]),
  }));
  return `${JSON.stringify({ root, files: kept })}\n`;
}

function memoryOf({ stamp: seen, sources }: z.infer<typeof memory>['files'][number]): Memory {
  const tallies = sources.map(([name, rows, first, last, texts]) => ({
    name,
    rows,
    first: first ?? Infinity,
    last: last ?? -Infinity,
    texts: texts.map((kept) => kept ?? undefined),
  }));
  return { stamp: seen, sources: tallies };
}

/** Undefined where there is none, or none that can be relied upon: then all is read. */
export async function lastAttestation(paths: OwnNames): Promise<LastAttestation | undefined> {
  try {
    const manifest = parseManifest(await readFile(paths.manifest, 'utf8'), paths.manifest);
    const seen = memory.parse(JSON.parse(await readFile(paths.memory, 'utf8')));
    await checkLength(paths.records, manifest.set.rows);
    if (seen.root !== manifest.root || seen.files.length !== manifest.files.length) return undefined;
    return known(manifest, seen.files.map(memoryOf), paths.records);
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
