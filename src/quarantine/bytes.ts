// Files of text: parted span by span, then, before the parts count, read back from the disk, put together and
// compared with the original.
import { createHash, type Hash } from 'node:crypto';
import { fileSource } from '../corpus/chunks.ts';
import { defaultLimits, type Limits } from '../corpus/reader.ts';
import type { Compression, CorpusFile } from '../corpus/shard.ts';
import type { Span } from '../corpus/spans/span.ts';
import { UsageError } from '../errors.ts';
import { joined } from './join.ts';
import { openOutput, type Place, type WrittenFile } from './outputs.ts';
import { partition } from './partition.ts';
import type { Piece, Policy } from './policy.ts';
import { spansOf } from './spans-of.ts';

export interface PartRequest {
  readonly file: CorpusFile;
  /** Of the bytes on disk. */
  readonly sha256: string;
  readonly limits: Limits;
  readonly aside: ReadonlyMap<number, unknown>;
  readonly clean: Place;
  readonly quarantine: Place;
  readonly signal?: AbortSignal;
}

export interface Parted {
  readonly rows: number;
  readonly setAside: number;
  readonly clean: Pick<WrittenFile, 'bytes' | 'sha256'>;
  readonly quarantine: Pick<WrittenFile, 'bytes' | 'sha256'>;
  readonly restore: Policy['restore'];
}

export async function partBytes(request: PartRequest): Promise<Parted> {
  const { file, limits, aside, signal } = request;
  const outputs = [await openOutput(request.clean, file.compression)];
  try {
    outputs.push(await openOutput(request.quarantine, file.compression));
    const [clean, quarantine] = outputs;
    const hash = createHash('sha256');
    const spans = hashed(spansOf(file, limits), hash, signal);
    const sides = { clean: clean.write, quarantine: quarantine.write };
    const { rows, setAside, pieces } = await partition(
      spans,
      file.format === 'json',
      (row) => aside.has(row),
      sides,
    );
    const unpackedSha256 = hash.digest('hex');
    if (file.compression === 'none' && unpackedSha256 !== request.sha256) throw changed(file.path);
    const [cleaned, set] = [await clean.close(), await quarantine.close()];
    const { bytes: unpackedBytes, sha256 } = await digest(
      joined(pieces, chunks(request.clean, file.compression), chunks(request.quarantine, file.compression)),
      signal,
    );
    if (sha256 !== unpackedSha256)
      throw new Error('the cleaned file and the quarantine do not make the original');
    return {
      rows,
      setAside,
      clean: cleaned,
      quarantine: set,
      restore: { by: 'bytes', unpackedBytes, unpackedSha256, pieces: [...pieces] },
    };
  } finally {
    for (const output of outputs) await output.abandon();
  }
}

/** Writes what the two files were parted from, packed as it was. */
export async function joinBytes(
  [clean, quarantine]: readonly CorpusFile[],
  { pieces, unpackedSha256 }: { readonly pieces: readonly Piece[]; readonly unpackedSha256: string },
  compression: Compression,
  place: Place,
  signal?: AbortSignal,
): Promise<void> {
  const output = await openOutput(place, compression);
  try {
    for await (const chunk of joined(pieces, plain(clean), plain(quarantine))) {
      signal?.throwIfAborted();
      await output.write(chunk);
    }
    const written = await output.close();
    const again = compression === 'none' ? written : await digest(chunks(place, compression), signal);
    if (written.unpackedSha256 !== unpackedSha256 || again.sha256 !== unpackedSha256)
      throw changed(clean.path);
  } finally {
    await output.abandon();
  }
}

async function* hashed(
  spans: AsyncIterable<readonly Span[]>,
  hash: Hash,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Span[]> {
  for await (const batch of spans) {
    signal?.throwIfAborted();
    for (const { bytes } of batch) hash.update(bytes);
    yield batch;
  }
}

async function digest(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) {
  const hash = createHash('sha256');
  let total = 0;
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    hash.update(chunk);
    total += chunk.length;
  }
  return { bytes: total, sha256: hash.digest('hex') };
}

/** What we wrote ourselves has no limit. */
const plain = (file: CorpusFile) => fileSource(file, { ...defaultLimits, unpackedBytes: Infinity }).chunks;

function chunks({ temporary }: Place, compression: Compression): AsyncIterable<Uint8Array> {
  return plain({ path: temporary, location: temporary, format: 'text', compression, bytes: Infinity });
}

function changed(path: string): UsageError {
  return new UsageError(
    'changed-file',
    `${path} changed while it was being read`,
    'Wait until nothing writes to it.',
  );
}
