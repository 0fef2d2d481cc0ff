// The SHA-256 of a file and of each of its shards, in one pass. A shard of lines is hashed as the lines that it owns, so it
// keeps its digest when lines are added behind it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CorpusFile, Shard } from './shard.ts';

export interface ShardHashes {
  readonly sha256: string;
  /** In the order of the shards. */
  readonly shards: readonly string[];
}

/** `shards`: those of the file, in order, from its first byte to its last. */
export async function hashShards(file: CorpusFile, shards: readonly Shard[]): Promise<ShardHashes> {
  const whole = createHash('sha256');
  const digests: string[] = [];
  let own = createHash('sha256');
  let position = 0;
  for await (const piece of createReadStream(file.location, { highWaterMark: 2 ** 20 })) {
    const chunk = piece as Buffer;
    whole.update(chunk);
    let from = 0;
    // A shard ends behind the first line end at or after its last byte.
    while (shards.length > 1 && digests.length < shards.length - 1) {
      const last = shards[digests.length].end - 1;
      if (last >= position + chunk.length) break;
      const at = chunk.indexOf(0x0a, Math.max(0, last - position));
      if (at < 0) break;
      own.update(chunk.subarray(from, Math.max(from, at + 1)));
      from = Math.max(from, at + 1);
      digests.push(own.digest('hex'));
      own = createHash('sha256');
    }
    own.update(chunk.subarray(from));
    position += chunk.length;
  }
  const sha256 = whole.digest('hex');
  if (shards.length === 1) return { sha256, shards: [sha256] };
  // Shards within a line that began before them own nothing.
  while (digests.length < shards.length) {
    digests.push(own.digest('hex'));
    own = createHash('sha256');
  }
  return { sha256, shards: digests };
}
