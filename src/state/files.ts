// The files that a state folder has seen: where they are, what they held and how they were cut into shards.
import { resolve } from 'node:path';
import { z } from 'zod';
import { hashFiles, sameStamp, stampNow, type Stamp } from '../corpus/fingerprint.ts';
import { hashShards } from '../corpus/hash-shards.ts';
import type { CorpusFile, Shard } from '../corpus/shard.ts';

export interface KeptFile {
  readonly file: CorpusFile;
  readonly sha256: string;
  readonly stamp: Stamp;
  /** Of each shard, in order: where it begins, and its digest. */
  readonly shards: readonly (readonly [start: number, sha256: string])[];
  /** False until a scan with it has ended. */
  readonly scanned: boolean;
}

const text = z.string();
const bytes = z.number().int().nonnegative();

/** As they are read from the disk. */
export const filesSchema = z.array(
  z.strictObject({
    file: z.strictObject({
      path: text,
      location: text,
      format: z.enum(['jsonl', 'json', 'csv', 'tsv', 'parquet', 'arrow', 'text']),
      compression: z.enum(['none', 'gzip', 'zstd']),
      bytes,
      trusted: z.literal(true).optional(),
    }),
    sha256: text,
    stamp: z.strictObject({ bytes, modifiedMs: z.number(), changedMs: z.number(), inode: z.number() }),
    shards: z.array(z.tuple([bytes, text])),
    scanned: z.boolean(),
  }),
);

/** `known`: what was kept of a file of its path; its digests stand as long as nothing was written to it. */
export async function rememberFile(
  file: CorpusFile,
  shards: readonly Shard[],
  known: KeptFile | undefined,
): Promise<KeptFile> {
  const located = { ...file, location: resolve(file.location) };
  const before = await stampNow(file);
  const starts = shards.map(({ start }) => start);
  if (known && before && untouched(known.stamp, before)) {
    const sameCut = known.shards.length === starts.length && known.shards.every(([s], i) => s === starts[i]);
    if (sameCut) return { ...known, file: located };
  }
  const { sha256, shards: digests } = await hashShards(file, shards);
  const cut = starts.map((start, i) => [start, digests[i]] as const);
  const scanned = known !== undefined && known.scanned && known.sha256 === sha256;
  return { file: located, sha256, stamp: before ?? noStamp, shards: cut, scanned };
}

const noStamp: Stamp = { bytes: -1, modifiedMs: 0, changedMs: 0, inode: 0 };

/** The file as it can be read now, and its stamp; undefined when it is gone, or is another by now. */
export async function findAgain(kept: KeptFile): Promise<KeptFile | undefined> {
  for (const location of new Set([kept.file.location, resolve(kept.file.path)])) {
    const file = { ...kept.file, location };
    const stamp = await stampNow(file);
    if (stamp?.bytes !== kept.file.bytes) continue;
    if (untouched(kept.stamp, stamp)) return { ...kept, file };
    const [sha256] = await hashFiles([file]).catch(() => ['']);
    if (sha256 === kept.sha256) return { ...kept, file, stamp };
  }
  return undefined;
}

export function shardsOf({ file, shards }: KeptFile, index: number): Shard[] {
  return shards.map(([start], i) => ({ file: index, start, end: shards[i + 1]?.[0] ?? file.bytes }));
}

/** The system's own time of the last change tells what the other times can be made to hide. */
function untouched(a: Stamp, b: Stamp): boolean {
  return sameStamp(a, b) && a.changedMs === b.changedMs;
}
