// The digests of every row of a file: of its own bytes and of its canonical content, in one read together with the digest of
// the file. Rows of tables have no bytes of their own: there the content's digest stands for both. A row that is no record
// has no content: there the bytes' digest does.
import { createHash } from 'node:crypto';
import { fileChunks, fileSource } from '../corpus/chunks.ts';
import { checkUnchanged, hashFiles, stampFiles } from '../corpus/fingerprint.ts';
import type { Limits } from '../corpus/reader.ts';
import { Failure } from '../corpus/readers/of-spans.ts';
import { readerOf } from '../corpus/readers/reader-of.ts';
import { spanParser } from '../corpus/readers/span-parser.ts';
import type { CorpusFile } from '../corpus/shard.ts';
import { splitterOf } from '../corpus/spans/of-file.ts';
import { split, type Chunks } from '../corpus/spans/span.ts';
import { canonicalBytes, type CanonicalBytes } from './canonical-bytes.ts';
import { canonical } from './canonical.ts';
import { digestInto } from './digest-into.ts';
import { digestBytes } from './row-records.ts';
import { factMembers } from './source-facts.ts';

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

/**
 * Is told of each row in order: 64 bytes, both digests, good until the next row; and the record, of JSON the members that say
 * where it came from alone, the same object for the same members.
 */
export type TakeRow = (digests: Buffer, record: object | undefined) => void;

/** Throws `UnreadableFile` where the rest of the file cannot be read, and `UsageError` where it changed meanwhile. */
export async function hashRows(file: CorpusFile, limits: Limits, take: TakeRow): Promise<HashedRows> {
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

async function hashSpans(file: CorpusFile, limits: Limits, chunks: Chunks, take: TakeRow) {
  const digests = Buffer.alloc(2 * digestBytes);
  const content = await contentHasher(file, limits, digests);
  const splitter = await splitterOf(file, limits);
  /** The digest of a row that is too long to hold. */
  let long: ReturnType<typeof overlong> | undefined;
  let rows = 0;
  let unreadable = 0;
  const endLong = (): void => {
    if (!long) return;
    long.digest().copy(digests, 0);
    digests.copyWithin(digestBytes, 0, digestBytes);
    long = undefined;
    take(digests, undefined);
  };
  for await (const spans of split(chunks, splitter)) {
    for (const { kind, bytes, tooLong } of spans) {
      if (kind === 'more') {
        long?.update(bytes);
        continue;
      }
      endLong();
      if (kind !== 'row') continue;
      rows++;
      if (tooLong) {
        unreadable++;
        long = overlong();
        long.update(bytes);
        continue;
      }
      // The line end is what parts rows, not a part of one: a row stays the same when another is put behind it.
      const own = bytes[bytes.length - 1] === lineFeed ? bytes.subarray(0, -1) : bytes;
      digestInto(digests, 0, own);
      const record = content(bytes);
      if (!record) unreadable++;
      take(digests, record);
    }
  }
  endLong();
  return { rows, unreadable, whole: splitter.whole() };
}

/** Writes the digest of a row's content behind that of its bytes and gives the record; undefined where it is none. */
async function contentHasher(
  file: CorpusFile,
  limits: Limits,
  digests: Buffer,
): Promise<(bytes: Buffer) => object | undefined> {
  if (file.format === 'jsonl' || file.format === 'json') {
    const told = canonicalBytes(limits, factMembers);
    const members = memberReader(told);
    return (bytes) => {
      const text = told.of(bytes);
      if (text === undefined) digests.copyWithin(digestBytes, 0, digestBytes);
      else digestInto(digests, digestBytes, text);
      return text?.[0] === 0x7b ? members() : undefined;
    };
  }
  const parse = await spanParser(file, limits);
  return (bytes) => {
    const record = parse(bytes);
    if (record instanceof Failure) {
      digests.copyWithin(digestBytes, 0, digestBytes);
      return undefined;
    }
    digestInto(digests, digestBytes, Buffer.from(canonical(record), 'utf8'));
    return record as object;
  };
}

/** Records of members that were met before, so that rows of one source need not be parsed one by one. */
const membersKept = 4096;

/** Gives the same object for the same members. */
function memberReader(told: CanonicalBytes): () => object {
  const known = new Map<string, object>();
  return () => {
    let key = '';
    for (let i = 0; i < factMembers.length; i++) {
      const value = told.member(i);
      if (value)
        key += `${i} ${Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')}\n`;
    }
    let members = known.get(key);
    if (!members) {
      if (known.size >= membersKept) known.clear();
      known.set(key, (members = membersOf(told)));
    }
    return members;
  };
}

function membersOf(told: CanonicalBytes): object {
  const members: [string, unknown][] = [];
  for (const [i, name] of factMembers.entries()) {
    const value = told.member(i);
    if (value) members.push([name, JSON.parse(Buffer.from(value).toString('utf8'))]);
  }
  return Object.fromEntries(members);
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

async function hashTable(file: CorpusFile, limits: Limits, take: TakeRow) {
  const digests = Buffer.alloc(2 * digestBytes);
  const reader = await readerOf(file.format);
  let rows = 0;
  let unreadable = 0;
  for await (const { entries } of reader.read(file, { file: 0, start: 0, end: file.bytes }, limits)) {
    for (const entry of entries) {
      if (entry.kind === 'passed over') continue;
      rows++;
      const record = entry.kind === 'record' ? (entry.value as object) : undefined;
      if (!record) unreadable++;
      digestInto(digests, 0, Buffer.from(record ? canonical(record) : '', 'utf8'));
      digests.copyWithin(digestBytes, 0, digestBytes);
      take(digests, record);
    }
  }
  return { rows, unreadable, whole: true };
}
