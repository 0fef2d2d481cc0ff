// The digests of every row of a file: of its own bytes and of its canonical content, in one read together with the digest of
// the file. Rows of tables have no bytes of their own: there the content's digest stands for both. A row that is no record
// has no content: there the bytes' digest does.
import { createHash } from 'node:crypto';
import { fileChunks, fileSource } from '../corpus/chunks.ts';
import { checkUnchanged, hashFiles, stampFiles } from '../corpus/fingerprint.ts';
import type { Limits } from '../corpus/reader.ts';
import { readerOf } from '../corpus/readers/reader-of.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { splitterOf } from '../corpus/spans/of-file.ts';
import { split, type Chunks } from '../corpus/spans/span.ts';
import { canonical } from './canonical.ts';
import { contentHasher } from './content-hasher.ts';
import { digestInto } from './digest-into.ts';
import { recordBlock, type TakeRows } from './record-block.ts';
import { digestBytes } from './row-records.ts';

export interface HashedRows {
  /** Of the bytes on disk. */
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  /** Rows that are no record. */
  readonly unreadable: number;
  /** False where the file breaks off inside a row. */
  readonly whole: boolean;
}

/** Throws `UnreadableFile` where the rest of the file cannot be read, and `UsageError` where it changed meanwhile. */
export async function hashRows(file: CorpusFile, limits: Limits, take: TakeRows): Promise<HashedRows> {
  const hasSpans = file.format !== 'parquet' && file.format !== 'arrow';
  if (hasSpans && file.compression === 'none') {
    const hash = createHash('sha256');
    let bytes = 0;
    const chunks = fileChunks(file.location, (taken) => (bytes += taken));
    const counted = await hashSpans(file, limits, hashed(chunks, hash), take);
    return { sha256: hash.digest('hex'), bytes, ...counted };
  }
  // These are read a second time for the digest of the file: nothing may have been written to it in between.
  const stamps = await stampFiles([file]);
  const counted = hasSpans
    ? await hashSpans(file, limits, fileSource(file, limits).chunks, take)
    : await hashTable(file, limits, take);
  const [sha256] = await hashFiles([file]);
  await checkUnchanged([file], stamps);
  return { sha256, bytes: file.bytes, ...counted };
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: { update(data: Buffer): unknown }) {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

const lineFeed = 0x0a;

async function hashSpans(file: CorpusFile, limits: Limits, chunks: Chunks, take: TakeRows) {
  const block = recordBlock(take);
  const { bytes: records } = block;
  const content = await contentHasher(file, limits);
  const splitter = await splitterOf(file, limits);
  /** The digest of a row that is too long to hold. */
  let long: ReturnType<typeof overlong> | undefined;
  let rows = 0;
  let unreadable = 0;
  const endLong = (): boolean => {
    const at = block.place();
    long!.digest().copy(records, at);
    records.copyWithin(at + digestBytes, at, at + digestBytes);
    long = undefined;
    return block.end(undefined);
  };
  for await (const spans of split(chunks, splitter)) {
    for (const { kind, bytes, tooLong } of spans) {
      if (kind === 'more') {
        long?.update(bytes);
        continue;
      }
      if (long && !endLong()) await block.handOn();
      if (kind !== 'row') continue;
      rows++;
      if (tooLong) {
        unreadable++;
        long = overlong();
        long.update(bytes);
        continue;
      }
      const at = block.place();
      // The line end is what parts rows, not a part of one: a row stays the same when another is put behind it.
      const ended = bytes[bytes.length - 1] === lineFeed ? 1 : 0;
      digestInto(records, at, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length - ended));
      const record = content(bytes, records, at + digestBytes);
      if (!record) unreadable++;
      if (!block.end(record)) await block.handOn();
    }
  }
  if (long) endLong();
  await block.handOn();
  return { rows, unreadable, whole: splitter.whole() };
}

/** SHA-256 of pieces, without the line feed at their end. */
function overlong() {
  const hash = createHash('sha256');
  let held = false;
  return {
    update(piece: Buffer): void {
      if (piece.length === 0) return;
      if (held) hash.update('\n');
      held = piece[piece.length - 1] === lineFeed;
      hash.update(held ? piece.subarray(0, -1) : piece);
    },
    digest: (): Buffer => hash.digest(),
  };
}

async function hashTable(file: CorpusFile, limits: Limits, take: TakeRows) {
  const block = recordBlock(take);
  const { bytes: records } = block;
  const reader = await readerOf(file.format);
  let rows = 0;
  let unreadable = 0;
  for await (const { entries } of reader.read(file, { file: 0, start: 0, end: file.bytes }, limits)) {
    for (const entry of entries) {
      if (entry.kind === 'passed over') continue;
      rows++;
      const record = entry.kind === 'record' ? (entry.value as object) : undefined;
      if (!record) unreadable++;
      const at = block.place();
      digestInto(records, at, Buffer.from(record ? canonical(record) : '', 'utf8'));
      records.copyWithin(at + digestBytes, at, at + digestBytes);
      if (!block.end(record)) await block.handOn();
    }
  }
  await block.handOn();
  return { rows, unreadable, whole: true };
}
