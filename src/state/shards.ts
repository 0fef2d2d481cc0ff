// Where the states of shards are kept: one file for each shard and read, named by what it holds the answer to. It gets its name
// once it is on the disk, so whatever kills a scan, what is there is whole.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Stamp } from '../corpus/fingerprint.ts';
import { refuse, writeAtomically } from '../report/atomic-write.ts';
import { pack, unpack, type Kept } from './codec.ts';

/** What a read may take from earlier ones, and where it leaves what it brings. Plain data. */
export interface Keeping {
  readonly step: string;
  /** Looked through in this order. */
  readonly from: readonly string[];
  /** Where new states are put; absent when they are not kept. */
  readonly into?: string;
  /** Of each shard: digest of its content and of all that is asked of it. */
  readonly keys: readonly string[];
  /** Of each file as it was when its shards were hashed; undefined for those that cannot be read any more. */
  readonly stamps: readonly (Stamp | undefined)[];
}

export async function recall({ from, step, keys }: Keeping, shard: number): Promise<Kept | undefined> {
  for (const folder of from) {
    const bytes = await readFile(pathOf(folder, step, keys[shard])).catch(() => undefined);
    const kept = bytes && unpack(bytes);
    if (kept) return kept;
  }
  return undefined;
}

export async function keep({ into, step, keys }: Keeping, shard: number, kept: Kept): Promise<void> {
  if (into === undefined) return;
  const path = pathOf(into, step, keys[shard]);
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => refuse(path, error));
  await writeAtomically(path, pack(kept));
}

function pathOf(folder: string, step: string, key: string): string {
  return join(folder, step, stateName(key));
}

/** Folders of some thousand files at most: many tools are slow in larger ones. */
export function stateName(key: string): string {
  return join(key.slice(0, 2), `${key.slice(2)}.state`);
}
