// What a scan remembers of scans before it, and leaves for those after it.
import type { Stamp } from '../corpus/fingerprint.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { digestOf } from './digest.ts';
import type { Keeping } from './shards.ts';

export interface Memory {
  /** SHA-256 of each file of the corpus. */
  readonly hashes: readonly string[];
  /** Of each file as it was when it was hashed; undefined for one that is gone or is another by now. */
  readonly stamps: readonly (Stamp | undefined)[];
  /** What came of a sample that an earlier scan took: it is not taken again, for all that was kept rests on it. */
  readonly frozen: unknown;
  freeze(samples: unknown): Promise<void>;
  /** What a read of shards of the corpus for these jobs may take, and where it leaves what it brings. */
  keeping(step: string, corpus: Corpus, jobs: readonly { readonly kind: string }[]): Keeping;
}

/** Of each shard of the corpus: digest of what it holds and of all that is asked of it. */
export function keysOf(
  { files, shards, fields, limits, baseline }: Corpus,
  jobs: readonly { readonly kind: string }[],
  hashOf: (shard: number) => string,
  version: string,
): string[] {
  // Digests of what is the same for all shards, which may be large.
  const asked = digestOf(jobs);
  const known = digestOf(baseline?.known);
  // What is asked of a row by its place depends on the place.
  const byPlace = jobs.some(({ kind }) => kind === 'excerpts');
  return shards.map((shard, i) => {
    const { path, format, compression, trusted } = files[shard.file];
    return digestOf({
      version,
      asked,
      content: hashOf(i),
      first: shard.start === 0,
      // Rows that do not say where they came from came from their file.
      path,
      format,
      compression,
      fields: trusted ? baseline?.fields : fields,
      limits,
      beside: trusted ? (baseline?.level ?? 0) : known,
      trusted: trusted === true,
      ...(byPlace ? { shard: i } : {}),
    });
  });
}
