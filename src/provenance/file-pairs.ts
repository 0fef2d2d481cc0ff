// Which file of one version of a set is which of another: by path; else by the same bytes, the same rows in the same order, or
// the same name before its ending.
import { createHash } from 'node:crypto';
import { UnreadableFile } from '../corpus/reader.ts';
import type { NamedRows, Version } from './compare.ts';
import { digestBytes, recordBytes } from './row-records.ts';

/** Two versions of a file that differ; one side is empty for a file that is new or gone. */
export interface FilePair {
  readonly kind: 'pair';
  readonly before?: string;
  readonly after?: string;
  readonly older: NamedRows;
  readonly newer: NamedRows;
}

export type Paired =
  | FilePair
  | { readonly kind: 'renamed'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'unreadable';
      readonly before?: string;
      readonly after: string;
      readonly reason: string;
    };

const noRows: NamedRows = { records: Buffer.alloc(0), rows: 0, nameOf: () => '' };

/** Files that are the same under the same path are not among them. */
export async function pairsOf(olderVersion: Version, newerVersion: Version): Promise<Paired[]> {
  const [older, newer] = [readOnce(olderVersion), readOnce(newerVersion)];
  const paired: Paired[] = [];
  const gone = new Map([...older.files].filter(([path]) => !newer.files.has(path)));
  const come = new Map([...newer.files].filter(([path]) => !older.files.has(path)));
  const couple = (before: string | undefined, after: string | undefined): void => {
    if (before !== undefined) gone.delete(before);
    if (after !== undefined) come.delete(after);
  };
  for (const [path, { sha256 }] of newer.files) {
    const known = older.files.get(path);
    if (known && known.sha256 !== sha256) paired.push(await both(older, newer, path, path));
  }
  const byDigest = queues([...come].map(([path, { sha256 }]) => [sha256, path]));
  for (const [before, { sha256 }] of Array.from(gone)) {
    const after = byDigest.get(sha256)?.shift();
    if (after === undefined) continue;
    paired.push({ kind: 'renamed', before, after });
    couple(before, after);
  }
  for (const [before, after] of await sameRows(older, gone.keys(), newer, come.keys())) {
    paired.push(await both(older, newer, before, after));
    couple(before, after);
  }
  const byStem = queues([...come.keys()].map((path) => [stem(path), path]));
  for (const before of Array.from(gone.keys())) {
    const after = byStem.get(stem(before))?.shift();
    if (after === undefined) continue;
    paired.push(await both(older, newer, before, after));
    couple(before, after);
  }
  for (const before of gone.keys())
    paired.push({ kind: 'pair', before, older: await older.rowsOf(before), newer: noRows });
  for (const after of come.keys()) {
    const rows = await readable(newer, after);
    if (typeof rows === 'string') paired.push({ kind: 'unreadable', after, reason: rows });
    else paired.push({ kind: 'pair', after, older: noRows, newer: rows });
  }
  return paired;
}

async function both(older: Version, newer: Version, before: string, after: string): Promise<Paired> {
  const rows = await readable(newer, after);
  if (typeof rows === 'string') return { kind: 'unreadable', before, after, reason: rows };
  return { kind: 'pair', before, after, older: await older.rowsOf(before), newer: rows };
}

async function readable(version: Version, path: string): Promise<NamedRows | string> {
  try {
    return await version.rowsOf(path);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}

/** To tell which file became which, rows are looked at that are compared later: each file is read once. */
function readOnce(version: Version): Version {
  const read = new Map<string, Promise<NamedRows>>();
  return {
    files: version.files,
    rowsOf(path) {
      const known = read.get(path) ?? version.rowsOf(path);
      read.set(path, known);
      return known;
    },
  };
}

/** Pairs of files that hold the same rows in the same order. Files without rows have none in common. */
async function sameRows(
  older: Version,
  gone: Iterable<string>,
  newer: Version,
  come: Iterable<string>,
): Promise<[string, string][]> {
  const known: [string, string][] = [];
  for (const path of gone) {
    const rows = await older.rowsOf(path);
    if (rows.rows > 0) known.push([contentsDigest(rows), path]);
  }
  const pairs: [string, string][] = [];
  if (known.length === 0) return pairs;
  const byContents = queues(known);
  for (const path of come) {
    const rows = await readable(newer, path);
    const before = typeof rows === 'string' ? undefined : byContents.get(contentsDigest(rows))?.shift();
    if (before !== undefined) pairs.push([before, path]);
  }
  return pairs;
}

/** Values by key, in their order. */
function queues(entries: readonly (readonly [string, string])[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [key, value] of entries) {
    const values = all.get(key);
    if (values) values.push(value);
    else all.set(key, [value]);
  }
  return all;
}

function contentsDigest({ records, rows }: NamedRows): string {
  const hash = createHash('sha256');
  for (let row = 0; row < rows; row++) {
    const at = row * recordBytes + digestBytes;
    hash.update(records.subarray(at, at + digestBytes));
  }
  return hash.digest('hex');
}

const stem = (path: string): string => path.replace(/(?:\.[A-Za-z0-9]{1,8}){1,2}$/, '');
