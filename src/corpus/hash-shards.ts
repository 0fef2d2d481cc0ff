// The SHA-256 of a file and of each of its shards, in one pass. A shard of lines is hashed as the lines that it owns, so it
// keeps its digest when lines are added behind it; one of a table as the whole table and its place in it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cutOf, type CorpusFile, type Shard } from './shard.ts';

export interface ShardHashes {
  readonly sha256: string;
  /** In the order of the shards. */
  readonly shards: readonly string[];
}

/** `shards`: those of the file, in order, from its first byte to its last. */
export async function hashShards(file: CorpusFile, shards: readonly Shard[]): Promise<ShardHashes> {
  const ownsLines = cutOf(file) === 'lines';
  const cuts = ownsLines ? shards.length - 1 : 0;
  const whole = createHash('sha256');
  const digests: string[] = [];
  let own = createHash('sha256');
  let position = 0;
  for await (const piece of createReadStream(file.location, { highWaterMark: 2 ** 20 })) {
    const chunk = piece as Buffer;
    whole.update(chunk);
    let from = 0;
    // A shard ends behind the first line end at or after its last byte.
    while (digests.length < cuts) {
      const last = shards[digests.length].end - 1;
      if (last >= position + chunk.length) break;
      const at = chunk.indexOf(0x0a, Math.max(0, last - position));
      if (at < 0) break;
      own.update(chunk.subarray(from, Math.max(from, at + 1)));
      from = Math.max(from, at + 1);
      digests.push(own.digest('hex'));
      own = createHash('sha256');
    }
    if (cuts > 0) own.update(chunk.subarray(from));
    position += chunk.length;
  }
  const sha256 = whole.digest('hex');
  if (shards.length === 1) return { sha256, shards: [sha256] };
  if (!ownsLines) return { sha256, shards: shards.map((shard) => digestOfRange(sha256, shard)) };
  // Shards within a line that began before them own nothing.
  while (digests.length < shards.length) {
    digests.push(own.digest('hex'));
    own = createHash('sha256');
  }
  return { sha256, shards: digests };
}

function digestOfRange(sha256: string, { start, end }: Shard): string {
  return createHash('sha256').update(`${sha256} ${start} ${end}`).digest('hex');
}
