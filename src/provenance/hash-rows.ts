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
import { split } from '../corpus/spans/span.ts';
import { canonical } from './canonical.ts';
import { contentHasher } from './content-hasher.ts';
import { digestInto } from './digest-into.ts';
import { hashSpans } from './hash-spans.ts';
import { recordBlock, type TakeRows } from './record-block.ts';
import { recordFacts } from './row-facts.ts';
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

/** `read` is told of bytes as they are read for the digest of the file. Throws `UnreadableFile` where the rest of the file cannot be read, and `UsageError` where it changed meanwhile. */
export async function hashRows(
  file: CorpusFile,
  limits: Limits,
  take: TakeRows,
  read: (bytes: number) => void = () => {},
): Promise<HashedRows> {
  const hasSpans = file.format !== 'parquet' && file.format !== 'arrow';
  const spans = async (chunks: AsyncIterable<Buffer>) => {
    const splitter = await splitterOf(file, limits);
    const counted = await hashSpans(split(chunks, splitter), await contentHasher(file, limits), take);
    return { ...counted, whole: splitter.whole() };
  };
  if (hasSpans && file.compression === 'none') {
    const hash = createHash('sha256');
    let bytes = 0;
    const chunks = fileChunks(file.location, (taken) => {
      bytes += taken;
      read(taken);
    });
    const counted = await spans(hashed(chunks, hash));
    return { sha256: hash.digest('hex'), bytes, ...counted };
  }
  // These are read a second time for the digest of the file: nothing may have been written to it in between.
  const stamps = await stampFiles([file]);
  const counted = hasSpans
    ? await spans(fileSource(file, limits).chunks)
    : await hashTable(file, limits, take);
  const [sha256] = await hashFiles([file], read);
  await checkUnchanged([file], stamps);
  return { sha256, bytes: file.bytes, ...counted };
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: { update(data: Buffer): unknown }) {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function hashTable(file: CorpusFile, limits: Limits, take: TakeRows) {
  const block = recordBlock(take);
  const facts = recordFacts();
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
      if (!block.end(record && facts(record))) await block.handOn();
    }
  }
  await block.handOn();
  return { rows, unreadable, whole: true };
}
