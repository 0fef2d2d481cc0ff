// Data held against what somebody else's description says of its files: as far as it says anything that can be checked.
import { createHash, getHashes } from 'node:crypto';
import { statSync } from 'node:fs';
import { fileChunks } from '../corpus/chunks.ts';
import type { DataFile } from './data-files.ts';
import type { ForeignFile, ForeignManifest } from './formats/foreign-manifest.ts';

/** `unchecked`: the description gives no digest that says anything. `undescribed`: it does not name the file. */
export interface ForeignCheck {
  readonly path: string;
  readonly kind: 'same' | 'differs' | 'missing' | 'unchecked' | 'undescribed';
  /** The digest that decided. */
  readonly by?: string;
}

/** Digests that nobody can make two files of, best first. */
const strong = ['sha256', 'sha512', 'sha384', 'sha3-256', 'sha3-512', 'blake2b512'];

export async function verifyForeign(
  files: readonly DataFile[],
  { files: described }: ForeignManifest,
): Promise<ForeignCheck[]> {
  const found = new Map(files.map((file) => [file.path, file]));
  const named = new Set<DataFile>();
  const checks: ForeignCheck[] = [];
  for (const claim of described) {
    const file = found.get(claim.path);
    if (!file) checks.push({ path: claim.path, kind: 'missing' });
    else {
      named.add(file);
      checks.push({ path: claim.path, ...(await check(file, claim)) });
    }
  }
  for (const file of files) if (!named.has(file)) checks.push({ path: file.path, kind: 'undescribed' });
  return checks;
}

async function check(
  { location }: DataFile,
  { sha256, bytes, others }: ForeignFile,
): Promise<Omit<ForeignCheck, 'path'>> {
  if (bytes !== undefined && statSync(location).size !== bytes) return { kind: 'differs', by: 'size' };
  const claimed = new Map(others.map(({ algorithm, digest }) => [algorithm, digest]));
  if (sha256 !== undefined) claimed.set('sha256', sha256);
  const by = strong.find((algorithm) => claimed.has(algorithm) && getHashes().includes(algorithm));
  if (by === undefined) return { kind: 'unchecked' };
  const hash = createHash(by);
  for await (const chunk of fileChunks(location)) hash.update(chunk);
  return { kind: hash.digest('hex') === claimed.get(by) ? 'same' : 'differs', by };
}
