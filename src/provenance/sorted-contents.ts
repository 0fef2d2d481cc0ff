// The distinct content hashes of a set in ascending order, from its row records, which are read once, within bounded memory.
// Hashes are spread evenly over their first bytes unless somebody chose rows so that they are not; where more begin so than can
// be held, fewer values are taken at a time.
import { hashBuckets, type Bucket } from './hash-buckets.ts';
import { digestBytes, recordBlocks, recordBytes } from './row-records.ts';
import { hashWords, mostSorted, sortedHashes } from './sort-hashes.ts';

/** Blocks of hashes, one after another; each is good until the next. `most`: how many to hold at a time: 64 MiB unless given. */
export async function* sortedContents(
  recordsPath: string,
  rows: number,
  most = mostSorted,
): AsyncGenerator<Buffer> {
  const parted = hashBuckets(most < mostSorted ? Math.max(1, Math.floor(most / 256)) : undefined);
  try {
    for await (const { buffer, byteOffset, length } of recordBlocks(recordsPath, 0, rows)) {
      const words = new Uint32Array(buffer, byteOffset, length / 4);
      for (let at = digestBytes / 4; at < words.length; at += recordBytes / 4) parted.add(words, at);
    }
    for (const [first, bucket] of parted.buckets.entries())
      for (const { buffer, byteOffset, byteLength } of sorted(bucket, first, most))
        yield Buffer.from(buffer, byteOffset, byteLength);
  } finally {
    parted.close();
  }
}

function* sorted(bucket: Bucket, first: number, most: number): Generator<Uint32Array> {
  const count = bucket.count();
  if (count === 0) return;
  const held = new Uint32Array(Math.min(count, most) * hashWords);
  const ahead: Part[] = [[first * 2 ** 24, (first + 1) * 2 ** 24]];
  for (let part = ahead.shift(); part; part = ahead.shift()) {
    const kept = gathered(bucket, held, part, count <= most);
    if (kept) {
      yield kept;
      continue;
    }
    const [from, to] = part;
    const middle = Math.floor((from + to) / 2);
    if (middle === from) throw new Error('more hashes begin with the same bytes than anybody can make');
    ahead.unshift([from, middle], [middle, to]);
  }
}

/** Among the values of the first four bytes, from one to below another. */
type Part = readonly [from: number, to: number];

/** Undefined where there are more than can be held. */
function gathered(
  bucket: Bucket,
  held: Uint32Array,
  [from, to]: Part,
  whole: boolean,
): Uint32Array | undefined {
  let used = 0;
  for (const block of bucket.blocks()) {
    if (whole) {
      held.set(block, used);
      used += block.length;
      continue;
    }
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    for (let at = 0; at < block.length; at += hashWords) {
      const start = bytes.readUInt32BE(4 * at);
      if (start < from || start >= to) continue;
      if (used === held.length) {
        // Rows that are there many times.
        const kept = sortedHashes(held, used / hashWords);
        held.set(kept);
        used = kept.length;
        if (used > held.length * 0.9) return undefined;
      }
      for (let i = 0; i < hashWords; i++) held[used + i] = block[at + i];
      used += hashWords;
    }
  }
  return sortedHashes(held, used / hashWords);
}
