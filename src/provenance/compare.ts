// What changed between two versions of a set: which files, which rows, of which sources. Files are held against one another by
// digest; only where that differs are rows looked at.
import { pairsOf, type FilePair } from './file-pairs.ts';
import type { FileRows } from './match-rows.ts';
import { rowChanges, type PairChanges } from './row-changes.ts';

/** One version: data on disk, or a manifest with its records. */
export interface Version {
  /** By path. */
  readonly files: ReadonlyMap<string, { readonly sha256: string }>;
  /** Throws `UnreadableFile` where rows cannot be read. */
  rowsOf(path: string): Promise<NamedRows>;
}

/** Rows of a file, whose sources have names. */
export interface NamedRows extends FileRows {
  nameOf(source: number): string;
}

export interface RowPlace {
  readonly file: string;
  /** 0-based data row of the file. */
  readonly row: number;
}

/** `changed`: another row stands in its place. `rewritten`: the same content in other bytes. */
export type RowChange =
  | { readonly kind: 'added'; readonly after: RowPlace; readonly source: string }
  | { readonly kind: 'removed'; readonly before: RowPlace; readonly source: string }
  | {
      readonly kind: 'changed' | 'moved' | 'rewritten';
      readonly before: RowPlace;
      readonly after: RowPlace;
      /** Of the row as it is now. */
      readonly source: string;
      /** Where that was another. */
      readonly sourceBefore?: string;
    };

export const rowChangeKinds = ['changed', 'removed', 'added', 'moved', 'rewritten'] as const;
export type RowChangeKind = (typeof rowChangeKinds)[number];

/**
 * `re-encoded`: the same rows in the same order, written otherwise. `frame`: only what stands around rows differs. `no-rows`: its
 * bytes changed, and there are no rows in it. `unreadable`: its bytes changed or are new, and its rows cannot be told.
 */
export interface FileChange {
  readonly kind:
    'changed' | 'added' | 'removed' | 'renamed' | 're-encoded' | 'frame' | 'no-rows' | 'unreadable';
  /** Its path now; the one it had, for a removed file. */
  readonly path: string;
  /** The path that it had, where that was another. */
  readonly before?: string;
  readonly reason?: string;
}

export interface Comparison {
  readonly files: readonly FileChange[];
  readonly rows: readonly RowChange[];
}

export async function compare(older: Version, newer: Version): Promise<Comparison> {
  const files: FileChange[] = [];
  const pairs: FilePair[] = [];
  for (const pair of await pairsOf(older, newer)) {
    if (pair.kind === 'renamed') files.push({ kind: 'renamed', path: pair.after, before: pair.before });
    else if (pair.kind === 'unreadable')
      files.push({ kind: 'unreadable', path: pair.after, ...beforeOf(pair), reason: pair.reason });
    else pairs.push(pair);
  }
  const told = rowChanges(pairs);
  for (const [i, pair] of pairs.entries()) files.push(fileChange(pair, told[i].wholly));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, rows: told.flatMap(({ changes }) => changes) };
}

function fileChange(pair: FilePair, wholly: PairChanges['wholly']): FileChange {
  const { before, after, newer } = pair;
  if (after === undefined) return { kind: 'removed', path: before as string };
  if (before === undefined) return { kind: 'added', path: after };
  const isReencoded = wholly === 'rewritten' || (wholly === 'same' && before !== after && newer.rows > 0);
  const same = newer.rows === 0 ? 'no-rows' : 'frame';
  const kind = isReencoded ? 're-encoded' : wholly === 'same' ? same : 'changed';
  return { kind, path: after, ...beforeOf(pair) };
}

function beforeOf({ before, after }: { before?: string; after?: string }): { before?: string } {
  return before === undefined || before === after ? {} : { before };
}
